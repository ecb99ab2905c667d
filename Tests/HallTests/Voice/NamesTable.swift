/// Patients' names and how they are pronounced: from dictionaries of surnames, not from the program.
enum NamesTable {
    /// Name, and pinyin with tone numbers.
    static let rows: [[String]] = text.split(separator: "\n").map { line in
        line.split(separator: " ", maxSplits: 1).map { String($0) }
    }

    private static let text = """
        单晓明 shan4 xiao3 ming2
        单田芳 shan4 tian2 fang1
        仇英 qiu2 ying1
        查良镛 zha1 liang2 yong1
        解缙 xie4 jin4
        解晓东 xie4 xiao3 dong1
        曾国藩 zeng1 guo2 fan1
        任静 ren2 jing4
        盖丽丽 ge3 li4 li4
        区永强 ou1 yong3 qiang2
        朴智星 piao2 zhi4 xing1
        尉健行 wei4 jian4 xing2
        尉迟恭 yu4 chi2 gong1
        繁钦 po2 qin1
        翟志刚 zhai2 zhi4 gang1
        乐毅 yue4 yi4
        万俟卨 mo4 qi2 xie4
        单于丹 chan2 yu2 dan1
        欧阳修 ou1 yang2 xiu1
        令狐冲 ling2 hu2 chong1
        澹台灭明 tan2 tai2 mie4 ming2
        长孙无忌 zhang3 sun1 wu2 ji4
        覃芳 qin2 fang1
        谌龙 chen2 long2
        种师道 chong2 shi1 dao4
        折家军 she2 jia1 jun1
        员梦 yun4 meng4
        秘锦 bi4 jin3
        冼星海 xian3 xing1 hai3
        缪昌期 miao4 chang1 qi1
        纪晓岚 ji3 xiao3 lan2
        葛优 ge3 you1
        诸葛亮 zhu1 ge3 liang4
        燕青 yan1 qing1
        应采儿 ying1 cai3 er2
        干宝 gan1 bao3
        华罗庚 hua4 luo2 geng1
        卜学亮 bu3 xue2 liang4
        柏杨 bai3 yang2
        贾静雯 jia3 jing4 wen2
        沈从文 shen3 cong2 wen2
        盛宣怀 sheng4 xuan1 huai2
        石挥 shi2 hui1
        逄先知 pang2 xian1 zhi1
        晁盖 chao2 gai4
        臧克家 zang1 ke4 jia1
        曲黎敏 qu1 li2 min3
        车晓 che1 xiao3
        幺红 yao1 hong2
        哈文 ha3 wen2
        乜小英 nie4 xiao3 ying1
        祭遵 zhai4 zun1
        过百龄 guo1 bai3 ling2
        占美玲 zhan1 mei3 ling2
        都本伟 du1 ben3 wei3
        薄一波 bo2 yi1 bo1
        宿茂臻 su4 mao4 zhen1
        瞿秋白 qu2 qiu1 bai2
        庹宗华 tuo3 zong1 hua2
        仉兰 zhang3 lan2
        亓国华 qi2 guo2 hua2
        贲道春 ben1 dao4 chun1
        阚清子 kan4 qing1 zi3
        皇甫端 huang2 fu3 duan1
        宇文拓 yu3 wen2 tuo4
        夏侯惇 xia4 hou2 dun1
        呼延灼 hu1 yan2 zhuo2
        慕容复 mu4 rong2 fu4
        赫连勃勃 he4 lian2 bo2 bo2
        鲜于枢 xian1 yu2 shu1
        钟离权 zhong1 li2 quan2
        司徒雷 si1 tu2 lei2
        上官婉儿 shang4 guan1 wan3 er2
        端木蕻良 duan1 mu4 hong2 liang2
        赵长乐 zhao4 chang2 le4
        王重阳 wang2 chong2 yang2
        李晟 li3 sheng4
        孙少平 sun1 shao4 ping2
        周传雄 zhou1 chuan2 xiong2
        李单 li3 dan1
        王曾 wang2 zeng1
        吕绿竹 lv3 lv4 zhu2
        女娲 nv3 wa1
        陶喆 tao2 zhe2
        张堃 zhang1 kun1
        刘垚 liu2 yao2
        陈祎 chen2 yi1
        赵赟 zhao4 yun1
        黄彧 huang2 yu4
        孙淼 sun1 miao3
        何炅 he2 jiong3
        邝美云 kuang4 mei3 yun2
        單曉明 shan4 xiao3 ming2
        萬俟明 mo4 qi2 ming2
        阿卜杜拉·买买提 a1 bu3 du4 la1 mai3 mai3 ti2
        """
}
