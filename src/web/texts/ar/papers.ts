import type { papers as english } from "../en/papers.ts";

export const papers: Readonly<Record<keyof typeof english, string>> = {
  "paper.title": "على ورق: {alias}",
  "paper.of-case": "على ورق",
  "paper.lead":
    "ما يُطبع يخرج من هنا: لا شيء يعيده ولا يُرى من يقرؤه. يُسجَّل كل جزء أنه قُرئ ووُضع على ورق، ويرى الشخص ذلك.",
  "paper.whom": "لمن",
  "paper.work": "لعملنا",
  "paper.work-why": "لجلسة أو زيارة حيث لا مكتب.",
  "paper.person": "للشخص أو للمحامي الذي يتكلم باسمه",
  "paper.person-why":
    "فقط إن طلب ذلك. فيه ما يراه الشخص في ملفه: لا شخص آخر ولا مصدر ولا عنوان ولا اسم موظف. يُسأل أين سيُحفظ.",
  "paper.parts": "أي الأجزاء",
  "paper.no-parts": "لا شيء من المكتوب هنا مفتوح لك لهذا الغرض.",
  "paper.make":
    "{count, plural, =0 {وضع أجزاء على ورق} one {وضع جزء واحد على ورق} two {وضع جزأين على ورق} few {وضع # أجزاء على ورق} many {وضع # جزءاً على ورق} other {وضع # جزء على ورق}}",
  "paper.choose": "يُختار جزء واحد على الأقل.",
  "paper.print": "طباعة أو حفظ بصيغة PDF",
  "paper.again": "اختيار أجزاء أخرى",
  "paper.made":
    "سُجّل. كل صفحة تقول من طبعها. وبصيغة PDF هو ملف غير مقفل على هذا الجهاز: لا يُحفظ إلا حيث هو آمن.",
  "paper.version": "كما في {at}، النسخة {version}",
  "paper.for-person": "ما كُتب عن الشخص",
  "paper.by":
    "{alias}. طباعة {name}، {agency}، الغرض {purpose}، {at}. يُحفظ مقفلاً، ويُتلف حين لا تبقى حاجة إليه.",
  "paper.by-agency": "{agency}، {at}. للشخص ومن يتكلم باسمه، ولا لأحد غيرهما.",
};
