import type { openCase as english } from "../en/open-case.ts";

export const openCase: Record<keyof typeof english, string> = {
  "open-case.title": "فتح ملف",
  "known.title": "ربما تعرفون هذا الشخص من قبل",
  "known.say":
    "حالات لدى جهتك يُدعى صاحبها بالاسم نفسه أو ما يقاربه. انظر هناك أولاً، بقدر ما يحق لك أن تقرأ؛ وقد سُجّل أنك أُخبرت بها. وإن كان شخصاً آخر فافتح الحالة الجديدة.",
  "known.later-say":
    "حُفظ ما كتبته. هذه ملفات لدى جهتك يُدعى صاحبها بالاسم نفسه أو ما يقاربه؛ وقد سُجّل هناك أنك أُخبرت بها. إن كانا شخصاً واحداً فاجمعهما.",
  "known.same": "إنه هذا الشخص",
  "known.same-of": "إنه هذا الشخص، {alias}: افتح الحالة ثم قارن بين الاثنتين",
  "known.open-anyway": "إنه شخص آخر: افتح الحالة",
  "open-case.lead": "قال الشخص نعم. سترى {agency}: {kinds}. يُنقل فقط ما رُوي لأجل هذا؛ ولا خانة مطلوبة.",
  "open-case.gender": "الجندر",
  "open-case.age": "العمر",
  "open-case.age-why": "عند الشك يُختار الأصغر: فيُعامل الشخص كطفل.",
  "open-case.language": "اللغة",
  "open-case.not-known": "غير معروف",
  "open-case.goes-to": "سترى {agency} هذا",
  "open-case.do": "فتح الملف",
  "open-case.done": "فُتح {alias}. أُبلغ الشخص.",
  "walk-in.lead":
    "يُكتب فقط ما يُروى لأجل هذا؛ لا خانة مطلوبة، ويمكن كتابة كل جزء لاحقاً. لا أحد خارج جهتك يرى شيئاً منه إلى أن يقول الشخص نعم.",
  "walk-in.more": "إضافة جزء",
  "walk-in.done": "فُتح {alias}.",
};
