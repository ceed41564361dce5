import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * `node packages/names/learning/pinyin.ts`: writes `scripts/han-table.ts`, the syllable of each Chinese character,
 * without its tone. ICU sorts characters by sound, tone and number of strokes (`zh-u-co-pinyin`), and does not say where
 * one sound ends: for each syllable one character is named below, of its first tone and few strokes; the syllable
 * begins where the strokes before it stop falling. Of 20,924 characters 114 differ from the Python package pypinyin,
 * nearly all of them rare.
 *
 * A table and no collator at run time: tokens are kept for years, and ICU changes its order with its versions.
 */
const ANCHORS = `
  a阿 ai哎 an安 ang肮 ao凹 ba八 bai掰 ban扳 bang邦 bao包 bei卑 ben奔 beng伻 bi屄 bian边 biao彪 bie憋 bin宾 bing冰 bo拨 bu逋
  ca擦 cai猜 can参 cang仓 cao操 ce册 cen岑 ceng噌 cha叉 chai拆 chan辿 chang昌 chao抄 che车 chen抻 cheng阷 chi吃 chong冲 chou抽 chu出 chuai揣 chuan川 chuang疮 chui吹 chun春 chuo戳 ci疵 cong匆 cou凑 cu粗 cuan汆 cui崔 cun邨 cuo搓
  da搭 dai呆 dan丹 dang当 dao刀 de得 deng灯 di低 dian颠 diao刁 die爹 ding丁 diu丢 dong东 dou都 du厾 duan端 dui堆 dun吨 duo多
  e婀 en恩 er儿 fa发 fan帆 fang方 fei飞 fen分 feng丰 fo仏 fou紑 fu夫
  ga嘎 gai该 gan甘 gang冈 gao高 ge戈 gei给 gen根 geng庚 gong工 gou勾 gu估 gua瓜 guai乖 guan关 guang光 gui归 gun滚 guo郭
  ha哈 hai嗨 han酣 hang夯 hao蒿 he喝 hei黑 hen痕 heng哼 hong叿 hou齁 hu乎 hua花 huai怀 huan欢 huang荒 hui灰 hun昏 huo吙
  ji讥 jia加 jian尖 jiang江 jiao交 jie阶 jin巾 jing京 jiong冋 jiu纠 ju居 juan捐 jue撅 jun军
  ka咖 kai开 kan刊 kang康 kao尻 ke科 ken肯 keng坑 kong空 kou抠 ku枯 kua夸 kuai蒯 kuan宽 kuang匡 kui亏 kun坤 kuo扩
  la垃 lai来 lan兰 lang啷 lao捞 le仂 lei勒 leng棱 li哩 lia俩 lian连 liang良 liao撩 lie毟 lin拎 ling刢 liu溜 long龙 lou娄 lu噜 lü驴 luan峦 lüe掠 lun抡 luo囉
  ma妈 mai埋 man嫚 mang牤 mao猫 me么 mei没 men椚 meng蒙 mi咪 mian宀 miao喵 mie乜 min民 ming名 miu谬 mo摸 mou哞 mu毪
  na拿 nai腉 nan囡 nang囊 nao孬 ne疒 nei馁 nen嫩 neng能 ni妮 nian拈 niang娘 niao鸟 nie捏 nin您 ning宁 niu妞 nong农 nou羺 nu奴 nü女 nuan暖 nüe疟 nuo挪
  o噢 ou讴 pa趴 pai拍 pan潘 pang乓 pao抛 pei呸 pen喷 peng抨 pi丕 pian囨 piao慓 pie撇 pin拼 ping乒 po坡 pou剖 pu扑
  qi七 qia掐 qian千 qiang羌 qiao悄 qie切 qin亲 qing青 qiong卭 qiu丘 qu曲 quan圈 que缺 qun夋
  ran呥 rang穣 rao娆 re惹 ren人 reng扔 ri日 rong荣 rou柔 ru如 ruan软 rui桵 run闰 ruo若
  sa仨 sai塞 san三 sang桑 sao搔 se色 sen森 seng僧 sha杀 shai筛 shan山 shang伤 shao捎 she奢 shei谁 shen申 sheng升 shi尸 shou收 shu书 shua刷 shuai衰 shuan拴 shuang双 shui水 shun吮 shuo说 si司 song松 sou凁 su苏 suan酸 sui虽 sun孙 suo唆
  ta他 tai胎 tan贪 tang汤 tao涛 te特 teng疼 ti梯 tian天 tiao挑 tie贴 ting厅 tong通 tou偷 tu秃 tuan猯 tui推 tun吞 tuo托
  wa挖 wai歪 wan弯 wang汪 wei危 wen昷 weng翁 wo倭 wu乌
  xi夕 xia虾 xian先 xiang乡 xiao灱 xie些 xin心 xing星 xiong凶 xiu休 xu须 xuan宣 xue削 xun勋
  ya丫 yan烟 yang央 yao夭 ye倻 yi一 yin因 ying应 yo哟 yong佣 you优 yu込 yuan冤 yue曰 yun晕
  za匝 zai灾 zan簪 zang匨 zao遭 ze则 zei贼 zen怎 zeng増 zha哳 zhai摘 zhan沾 zhang张 zhao招 zhe遮 zhen贞 zheng争 zhi之 zhong中 zhou舟 zhu朱 zhua抓 zhuai拽 zhuan专 zhuang庄 zhui追 zhun宒 zhuo拙 zi孜 zong宗 zou邹 zu租 zuan钻 zui厜 zun尊 zuo昨
`;
const [FIRST, LAST] = [0x4e00, 0x9fff];

const bySound = new Intl.Collator("zh-u-co-pinyin").compare;
const byStrokes = new Intl.Collator("zh-u-co-stroke").compare;
const characters = Array.from({ length: LAST - FIRST + 1 }, (_, i) => String.fromCharCode(FIRST + i)).sort(
  bySound,
);
const places = new Map(characters.map((character, place) => [character, place]));

let before = -1;
const starts = ANCHORS.trim()
  .split(/\s+/)
  .map((anchor) => {
    const [syllable, character] = [anchor.slice(0, -1), anchor.slice(-1)];
    const place = places.get(character) ?? -1;
    if (place <= before)
      throw new Error(`${syllable} is not after the syllable before it: another ICU sorts differently`);
    let start = place;
    while (start > before + 1 && byStrokes(characters[start - 1] ?? "", characters[start] ?? "") < 0) start--;
    before = place;
    return { syllable, start };
  });
const lines = starts.map(({ syllable, start }, i) => {
  const end = starts[i + 1]?.start ?? characters.length;
  // Characters that ICU knows no sound of stand behind the last one; they are in the order of their code points there.
  const group = characters.slice(start, end).filter((character) => character < "\u9fa6");
  return `${syllable} ${group.join("")}`;
});
const head = `/** The syllable of each Chinese character, without its tone. Written by \`learning/pinyin.ts\`: do not edit. */`;
writeFileSync(
  join(import.meta.dirname, "../scripts/han-table.ts"),
  `${head}\nexport const HAN_TABLE = \`\n${lines.join("\n")}\n\`;\n`,
);
process.stderr.write(`${lines.length} syllables\n`);
