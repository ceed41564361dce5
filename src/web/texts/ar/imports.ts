import type { imports as english } from "../en/imports.ts";

export const imports: Readonly<Record<keyof typeof english, string>> = {
  "imports.title": "جلب ملفات من جدول",
  "imports.lead": "من ملف نظام آخر أو من جدول. يُفحص أولاً، ولا يُحفظ شيء قبل الموافقة.",
  "imports.form": "مصدر الملف",
  "imports.htcds": "أعمدة HTCDS المعيارية",
  "imports.primero": "نظام Primero",
  "imports.empty-sheet": "حفظ ورقة فارغة بهذه الأعمدة",
  "imports.file": "الملف",
  "imports.htcds-why":
    "ملف CSV بترميز UTF-8 أو مصنّف Excel، وفي صفّه الأول أسماء أعمدة معيار المنظمة الدولية للهجرة HTCDS 2.0. حتى 4 ميبيبايت و2000 شخص؛ والأكثر يجلبه المشغّل.",
  "imports.primero-why":
    "ملفات صدّرها Primero بصيغة JSON أو CSV، لا Excel. حتى 4 ميبيبايت و2000 شخص؛ والأكثر يجلبه المشغّل.",
  "imports.looking": "يُفحص الملف.",
  "imports.would": "ما الذي سيحدث",
  "imports.counts":
    "{right, plural, =0 {لا صفّ} zero {لا صفّ} one {صفّ واحد} two {صفّان} few {# صفوف} many {# صفاً} other {# صفّ}} للجلب؛ {wrong, plural, =0 {ولا صفّ مرفوض} zero {ولا صفّ مرفوض} one {وصفّ واحد مرفوض} two {وصفّان مرفوضان} few {و# صفوف مرفوضة} many {و# صفاً مرفوضاً} other {و# صفّ مرفوض}}.",
  "imports.refused": "الصفوف المرفوضة",
  "imports.row": "الصف",
  "imports.column": "العمود",
  "imports.mend": "ما الذي يُغيَّر",
  "imports.whole-row": "الصف كله",
  "imports.more":
    "{count, plural, zero {لا خلايا أخرى} one {خلية أخرى} two {خليتان أخريان} few {# خلايا أخرى} many {# خلية أخرى} other {# خلية أخرى}} للإصلاح. تُصلَح هذه أولاً.",
  "imports.left-out": "أعمدة لا مكان لها هنا",
  "imports.left-out-say": "ما فيها، أو بعض أجوبتها، لن يأتي معها. يُرجى حفظ الملف المصدَّر من أجلها.",
  "imports.in-rows":
    "{count, plural, zero {في لا صف} one {في صف واحد} two {في صفين} few {في # صفوف} many {في # صفاً} other {في # صف}}",
  "imports.what-of-them": "ما الذي يُفعل بها",
  "imports.leaves-out": "تُترك هذه الأعمدة",
  "imports.bring":
    "{count, plural, zero {لا ملف للجلب} one {جلب ملف واحد} two {جلب ملفين} few {جلب # ملفات} many {جلب # ملفاً} other {جلب # ملف}}",
  "imports.brought":
    "{count, plural, zero {لم يُجلب ملف} one {جُلب ملف واحد} two {جُلب ملفان} few {جُلبت # ملفات} many {جُلب # ملفاً} other {جُلب # ملف}}. هي في عهدتك؛ ولا شيء منها مفتوح لأحد.",
  "imports.what-then":
    "كلها أو لا شيء: إن تعطّل شيء في الطريق فلا يبقى شيء. ليس للأشخاص كلمات بعد ولا موافقات: يُسأل كل واحد منهم. يُرجى حذف الملف بعد ذلك.",
  "imports.known": "أشخاص ربما تعرفونهم من قبل",
  "imports.known-say":
    "يُدعون بالاسم نفسه أو ما يقاربه كصاحب ملف آخر لدى جهتك؛ وقد سُجّل هناك أنك أُخبرت به. قارن بين الاثنين، واجمعهما إن كانا شخصاً واحداً. يُذكر 200 صف على الأكثر.",
  "imports.known-case": "ما أُدخل",
  "imports.known-maybe": "ربما هو الشخص نفسه في",
  "imports.known-compare": "مقارنة مع {alias}",
  "imports.to-cases": "إلى الملفات",
  "imports.wrong-columns": "هذه العناوين مجهولة أو مكررة: {names}. يُرجى تصحيحها.",
  "imports.no-columns": "لا عنوان في الملف معروف هنا. يجب أن يسمّي صفّه الأول الأعمدة.",
  "imports.role":
    "لا دور لك يشمل هذه الأعمدة للغرض الذي تعمل له: {names}. تُحذف منه، أو يجلب الملف أحد الزملاء.",
  "imports.not-csv":
    "لا يُقرأ الصف {row}: الأرجح أن علامة اقتباس لا تنتهي. يُرجى إصلاحه وحفظ الملف بترميز UTF-8.",
  "imports.empty-row": "لا شيء في الصف. يُحذف.",
  "imports.cell-count": "خلايا أكثر من العناوين أو أقل. يُبحث عن فاصلة أو علامة اقتباس ناقصة.",
  "imports.no-consent": "لم يوافق الشخص على هذا السجل. يُسأل، أو يُترك الصف.",
  "imports.bad-text": "حروف ليست نصاً. تُكتب الخلية من جديد.",
  "imports.too-long": "أطول مما تتسع له الخانة. يُختصر.",
  "imports.not-a-date": "يُكتب اليوم هكذا: \u20662026-11-23\u2069.",
  "imports.later-than-today": "اليوم لم يأتِ بعد. يُصحَّح.",
  "imports.not-a-number": "يُكتب عدد بالأرقام.",
  "imports.out-of-range": "العدد خارج الممكن. يُصحَّح.",
  "imports.not-on-list": "تُستعمل أسماء القيم في HTCDS 2.0، ويُفصل بينها بفاصلة منقوطة.",
  "imports.not-a-country": "يُستعمل رمز ISO 3166 من حرفين، مثل NG.",
  "imports.not-a-language": "يُستعمل رمز ISO 639، مثل ara أو ar.",
  "imports.not-yes-or-no": "يُكتب TRUE أو FALSE بالأحرف اللاتينية.",
  "imports.no-heading": "الخلية بلا عنوان فوقها. يُسمّى العمود أو تُفرَّغ الخلية.",
  "imports.broken-formula": "في الخلية خطأ من الجدول. تُكتب القيمة نفسها.",
  "imports.not-ours": "الملف عند جهة أخرى الآن، أو هو ملف ثانٍ للشخص نفسه. يُترك الصف.",
  "imports.already-imported": "جُلب هذا الملف نفسه من قبل. لم يتغير شيء.",
  "imports.import-no-rows": "لا صفوف تحت عناوين الملف، أو هو فارغ. لم يُحفظ شيء.",
  "imports.import-too-large": "الملف أكبر مما يُقبل هنا. يُقسَّم، أو يُطلب من المشغّل جلبه.",
  "imports.import-unreadable": "لا يُقرأ الملف. يُحفظ من جديد ثم يُختار مرة أخرى.",
  "imports.import-primero-sheet":
    "تصدير Excel من Primero يسمّي أعمدته بلغة الموقع. تُصدَّر الملفات بصيغة CSV أو JSON.",
  "imports.import-left-out": "يُؤكَّد أولاً أن الأعمدة التي لا مكان لها تُترك.",
};
