// Comforts of the desk; every page works without them.

const whole = document.body;

/** The scanner types into the box that is meant for it, wherever the focus was. */
const scan = document.querySelector('[data-scan]');
const isTyping = () => document.activeElement?.matches('input, select, textarea, button, a');

document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (event.key === 'Escape' && document.activeElement?.matches('input, textarea')) {
        document.activeElement.blur();
        return;
    }
    if (!scan || isTyping()) return;
    if (event.key === '/') {
        event.preventDefault();
        scan.focus();
        scan.select();
    } else if (event.key.length === 1) {
        scan.focus();
        scan.value = '';
    }
});

// Enter must do the harmless thing first.
document.querySelector('[data-first]')?.focus();
if (scan && document.activeElement === scan) scan.select();

for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => window.print());
}

// A second press of the same button sends nothing.
document.addEventListener('submit', (event) => {
    const form = event.target;
    if (form.method !== 'post') return;
    if (form.dataset.sent) {
        event.preventDefault();
        return;
    }
    form.dataset.sent = 'yes';
    whole.dataset.busy = 'yes';
});

// Coming back by the browser's arrow shows the page as it was: let its forms be sent again.
window.addEventListener('pageshow', () => {
    delete whole.dataset.busy;
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
});

// The campus changes as soon as another is chosen; its button is for browsers without scripts.
const campus = document.getElementById('campus');
if (campus) {
    campus.form.querySelector('button').hidden = true;
    campus.addEventListener('change', () => campus.form.requestSubmit());
}

// A press anywhere on a row follows its first link.
for (const body of document.querySelectorAll('.table tbody')) {
    body.addEventListener('click', (event) => {
        if (event.target.closest('a, button, input, select, label')) return;
        if (String(window.getSelection())) return;
        event.target.closest('tr')?.querySelector('a')?.click();
    });
}

// One box chooses all of its list.
for (const all of document.querySelectorAll('[data-choose-all]')) {
    all.hidden = false;
    all.addEventListener('change', () => {
        for (const box of document.querySelectorAll(`input[name="${all.dataset.chooseAll}"]`)) {
            box.checked = all.checked;
        }
    });
}

// A chosen file is read into the text box of its form; spreadsheets here write GB 18030, too.
for (const label of document.querySelectorAll('[data-file-into]')) {
    const box = label.closest('form').elements[label.dataset.fileInto];
    const file = label.querySelector('input[type="file"]');
    label.hidden = false;
    file.addEventListener('change', async () => {
        if (!file.files.length) return;
        const bytes = await file.files[0].arrayBuffer();
        try {
            box.value = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
        } catch {
            box.value = new TextDecoder('gb18030').decode(bytes);
        }
        file.value = '';
        box.focus();
    });
}
