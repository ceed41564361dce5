import type { leads as english } from "../en/leads.ts";

export const leads: Record<keyof typeof english, string> = {
  "leads.title": "من يتولى ماذا",
  "leads.lead":
    "كم حالة يتولاها كل منكم، وما حان موعده فيها. هذا عدّ للعمل لا حكم على قيمة أحد. اختر زميلاً لترى حالاته.",
  "leads.loading": "جارٍ عدّ ما يتولاه كل زميل.",
  "leads.who": "الزميل",
  "leads.nobody": "لا أحد",
  "leads.nobody-say": "من كان يتولاها غادر أو عُلّقت عضويته، أو لم يتولّها أحد بعد",
  "leads.cases": "يتولى",
  "leads.overdue": "فات موعده",
  "leads.today": "خلال يوم",
  "leads.week": "خلال أسبوع",
  "leads.of": "الحالات التي يتولاها {name}",
  "leads.of-you": "الحالات التي تتولاها",
  "leads.of-nobody": "الحالات التي لا يتولاها أحد",
  "leads.none": "لا حالة هنا.",
  "leads.more": "هناك أكثر من مئة. سلّم هذه أولاً؛ ثم تأتي التالية.",
  "leads.choose": "الحالات التي تُسلَّم",
  "leads.choose-all": "اختيار الكل",
  "leads.choose-none": "إلغاء الاختيار",
  "leads.pass-on": "تسليم إلى زميل",
  "leads.pass-on-many":
    "{count, plural, zero {تسليم الحالات} one {تسليم حالة واحدة} two {تسليم حالتين} few {تسليم # حالات} many {تسليم # حالة} other {تسليم # حالة}}",
  "leads.choose-some": "اختر حالة واحدة على الأقل.",
  "leads.take": "أتولاها",
  "leads.form-title":
    "{count, plural, zero {تسليم حالات إلى زميل} one {تسليم حالة إلى زميل} two {تسليم حالتين إلى زميل} few {تسليم # حالات إلى زميل} many {تسليم # حالة إلى زميل} other {تسليم # حالة إلى زميل}}",
  "leads.form-say":
    "تبقى المتابعة كما هي حتى يقول نعم. يمكنك استرجاع الطلب حتى ذلك الحين، والتراجع عنه ليوم بعده. وتنتقل معها المهل التي تُذكّر من يتولاها. ولا يُفتح له شيء لا يفتحه دوره.",
  "leads.colleague": "إلى من",
  "leads.colleague-choose": "اختر زميلاً",
  "leads.colleague-with": "{name}، يتولى {count}",
  "leads.nobody-else": "لا زميل هنا يمكنه أن يتولى حالة.",
  "leads.note": "ما ينبغي أن يعرفه",
  "leads.note-why":
    "إن شئت. يُقفل مع كل من هذه الحالات، مع الاحتياجات والمخاطر. لا تكتب عنها جميعاً إلا ما يصح في كل منها.",
  "leads.choose-colleague": "اختر زميلاً.",
  "leads.send": "اطلب منه",
  "leads.asked": "طُلب من {name}. تبقى المتابعة كما هي حتى يقول نعم.",
  "leads.taken": "أنت من يتولاها الآن.",
  "leads.who-leads": "من يتولاها",
  "leads.is-lead": "يتولى {name} هذه الحالة.",
  "leads.you-are": "أنت تتولى هذه الحالة.",
  "leads.no-lead": "لا أحد يتولى هذه الحالة الآن.",
};
