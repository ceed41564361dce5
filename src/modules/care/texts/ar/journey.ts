import type { ClockCode } from "../../model/clocks.ts";
import type { JourneyState } from "../../model/journey.ts";

export const journey: Readonly<Record<`state.${JourneyState}` | `clock.${ClockCode}`, string>> = {
  "state.contact": "أوّل تواصل",
  "state.screened": "بعد الفرز الأوّلي",
  "state.early-support": "دعم مبكّر",
  "state.referred": "محال",
  "state.reasonable-grounds": "أسباب معقولة",
  "state.recovery": "فترة التعافي",
  "state.conclusive-grounds": "أسباب قاطعة",
  "state.inclusion": "الإدماج",
  "state.closed": "مغلق",
  "state.follow-up": "متابعة",
  "state.missing": "مفقود",
  "state.withdrawn": "انسحاب",
  "state.abroad": "خارج البلد",
  "state.reopened": "أُعيد فتحه",
  "state.reconsideration": "إعادة نظر",
  "clock.early-support": "بدء الدعم المبكّر",
  "clock.consent-review": "مراجعة الموافقة",
  "clock.referral-answer": "الردّ على الإحالة",
  "clock.reasonable-grounds": "القرار بشأن الأسباب المعقولة",
  "clock.recovery-ends": "انتهاء فترة التعافي: السؤال عن الحاجة إلى مزيد",
  "clock.conclusive-grounds": "القرار بشأن الأسباب القاطعة",
  "clock.reconsideration": "الردّ على طلب إعادة النظر",
  "clock.follow-up": "حديث المتابعة",
  "clock.consent-disputed": "موافقة يقول الشخص إنه لم يعطها",
};
