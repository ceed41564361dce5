import type { standing as english } from "../en/standing.ts";

export const standing: Readonly<Record<keyof typeof english, string>> = {
  "standing.change": "تغيير",
  "standing.change-one": "تغيير وضع {name}",
  "standing.training-why": "يُحتسب ذلك اليوم أيضًا. وبتاريخ أمس يكون التدريب قد انتهى.",
  "standing.no-day": "يُرجى اختيار يوم.",
  "standing.keep-training": "تسجيل التدريب",
  "standing.training-kept": "سُجّل التدريب.",
  "standing.suspend": "إيقاف",
  "standing.suspend-say":
    "يُنهي الإيقاف كل جلسات هذا الزميل فورًا وعلى كل جهاز. ولا يمكنه تسجيل الدخول حتى يُرفع الإيقاف. ولا يضيع شيء مما كتبه.",
  "standing.readers":
    "تبقى الرسائل المكتوبة إليه من قبل مقروءة بمفاتيحه. وإن كان في قائمة قرّاء الرسائل، فيُرجى نشر قائمة من دونه.",
  "standing.suspended": "أُوقف زميلك. وانتهت كل جلساته.",
  "standing.lift": "رفع الإيقاف",
  "standing.lift-say": "هذا الزميل موقوف. وبعد رفع الإيقاف يمكنه تسجيل الدخول من جديد بكل أدواره.",
  "standing.lifted": "رُفع الإيقاف.",
  "standing.own": "يمكن لمشرف آخر إيقافك؛ ولا يمكنك إيقاف نفسك.",

  "training.needed": "ما دام صالحًا، يمكنك:",
  "training.stopped": "حتى يُجدَّد، يتولى هذا زميل. وتستمر القراءة والرعاية. ولا يمكنك:",
  "act.state.reasonable-grounds": "البتّ في الأسباب المعقولة",
  "act.state.conclusive-grounds": "البتّ في الأسباب القاطعة",
  "act.state.closed": "إغلاق قضية",
  "act.order.proposed": "تسجيل أمر قانوني",
  "act.order.confirmed": "تأكيد أمر قانوني",
  "act.agreement.signed": "توقيع اتفاق",
  "own.untrained": "التدريب غير صالح",

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
