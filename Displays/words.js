// The words of the screens that change with the picture, Chinese first.

import { h } from './element.js';

export const classes = {
    emergency: { mark: '急', zh: '急诊', en: 'Emergency' },
    due: { mark: '时', zh: '定时复采', en: 'Timed re-draw' },
    priority: { mark: '优', zh: '优先', en: 'Priority' },
    normal: { mark: '', zh: '普通', en: 'Normal' },
};

export const states = {
    waiting: ['等候', 'Waiting'],
    called: ['已呼叫', 'Called'],
    drawing: ['采血中', 'Drawing'],
    done: ['已完成', 'Done'],
    missed: ['过号', 'Missed'],
    cancelled: ['已取消', 'Cancelled'],
    resting: ['待复采', 'Resting'],
};

export const windowStates = {
    open: ['开放', 'Open'],
    paused: ['暂停服务', 'Paused'],
    closed: ['未开放', 'Closed'],
};

export const sexes = { F: '女', M: '男' };

/** What an undo takes back. */
export const deeds = {
    called: '呼叫', recalled: '重呼', arrived: '到达', drawing: '到达', finished: '完成',
    missed: '过号', returned: '返回', paused: '暂停', opened: '开窗', closed: '关窗',
};

/** No answer at all, told like a problem of the daemon's. */
export const noAnswer = {
    type: 'urn:labqueue:no-answer',
    title: '暂时连接不上叫号系统',
    detail: '刚才的操作没有得到答复。',
    action: '请稍后再试；仍不行请到分诊台。',
    en: {
        title: 'The queue system does not answer',
        detail: 'There was no answer to what you just did.',
        action: 'Please try again, or ask at the triage desk.',
    },
};

/** The mark of a class, nothing for normal. */
export function mark(kind) {
    const words = classes[kind];
    if (!words?.mark) return null;
    return h('span.mark', { 'data-class': kind, title: `${words.zh} ${words.en}` }, words.mark);
}

const minutes = (seconds) => Math.max(1, Math.round(seconds / 60));

/** 约 10 分 */
export const about = (seconds) => `约 ${minutes(seconds)} 分`;
export const aboutEn = (seconds) => `about ${minutes(seconds)} min`;

/** A range of minutes from the median to what 80 % stay under. */
export function range(estimate) {
    const low = minutes(estimate.medianSeconds);
    const high = Math.max(low, minutes(estimate.likelySeconds));
    return low === high ? `${low}` : `${low}–${high}`;
}

/** How long somebody has waited, in whole minutes. */
export const waited = (seconds) => `${Math.floor(Math.max(0, seconds) / 60)} 分`;
