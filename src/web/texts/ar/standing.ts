import type { standing as english } from "../en/standing.ts";

export const standing: Readonly<Record<keyof typeof english, string>> = {
  "member-standing.change": "تغيير",
  "member-standing.change-one": "تغيير وضع {name}",
  "member-standing.training-why": "يُحتسب ذلك اليوم أيضًا. وبتاريخ أمس يكون التدريب قد انتهى.",
  "member-standing.no-day": "يُرجى اختيار يوم.",
  "member-standing.keep-training": "تسجيل التدريب",
  "member-standing.training-kept": "سُجّل التدريب.",
  "member-standing.suspend": "إيقاف",
  "member-standing.suspend-say":
    "يُنهي الإيقاف كل جلسات هذا الزميل فورًا وعلى كل جهاز. ولا يمكنه تسجيل الدخول حتى يُرفع الإيقاف. ولا يضيع شيء مما كتبه.",
  "member-standing.readers":
    "تبقى الرسائل المكتوبة إليه من قبل مقروءة بمفاتيحه. وإن كان في قائمة قرّاء الرسائل، فيُرجى نشر قائمة من دونه. وإن كانت رسائل لا تُفتح إلا له، فليضغط أولاً «إقفال الأقدم لهم أيضاً» في صندوق الوارد: بعد ذلك لا يفتحها أحد هنا.",
  "member-standing.suspended": "أُوقف زميلك. وانتهت كل جلساته.",
  "member-standing.return": "اقتراح العودة",
  "member-standing.return-say": "هذا الزميل موقوف. ليتمكن من تسجيل الدخول من جديد بكل أدواره يلزم عضو ثانٍ.",
  "member-standing.roles": "الأدوار",
  "member-standing.roles-why":
    "يؤكد التغيير عضو ثانٍ غير الزميل نفسه. ومن لم يعد يقرأ الرسائل يجب رفعه من قائمة القراء أيضاً.",
  "member-standing.roles-do": "اقتراح هذه الأدوار",
  "member-standing.roles-same": "هذه هي الأدوار الحالية.",
  "member-standing.roles-done": "تغيّرت الأدوار.",
  "member-standing.waits": "ينتظر هذا عضواً ثانياً.",
  "second.elsewhere": "أين يمكن أن يكون العضو الثاني أيضاً",
  "second.elsewhere-why": "يمكن لمشرف في تلك الجهة أن يؤكد أيضاً، ويقرأ كل شيء. يُترك كما هو إن وُجد زميل هنا.",
  "second.here": "هنا فقط",
  "member-standing.own": "يمكن لمشرف آخر إيقافك؛ ولا يمكنك إيقاف نفسك.",

  "training.needed": "ما دام صالحًا، يمكنك:",
  "training.stopped": "حتى يُجدَّد، يتولى هذا زميل. وتستمر القراءة والرعاية. ولا يمكنك:",
  "act.state.reasonable-grounds": "البتّ في الأسباب المعقولة",
  "act.state.conclusive-grounds": "البتّ في الأسباب القاطعة",
  "act.decision.negative": "اقتراح رفض أو تأكيده",
  "act.decision.positive": "البتّ بأن شخصاً وقع ضحية اتجار",
  "act.state.closed": "إغلاق قضية",
  "act.order.proposed": "تسجيل أمر قانوني",
  "act.order.confirmed": "تأكيد أمر قانوني",
  "act.agreement.lifted": "إعادة اتفاق معلّق إلى السريان",
  "act.agreement.signed": "توقيع اتفاق",

  "sessions.name": "تسمية هذا الجهاز",
  "sessions.rename": "تغيير الاسم",
  "sessions.name-label": "ماذا تسمّي هذا الجهاز؟",
  "sessions.name-why":
    "مثل «المكتب، عند النافذة». يساعدك على تمييزه في هذه القائمة. يتذكره هذا المتصفح؛ ولا يُسجَّل مكانك أبدًا.",
  "sessions.no-name": "يُرجى إعطاء اسم لا يتجاوز 60 حرفًا.",
  "sessions.named": "حُفظ الاسم.",
  "sessions.end-others": "إنهاء كل الجلسات الأخرى",
  "sessions.others-ended": "انتهت كل جلساتك الأخرى.",
};
