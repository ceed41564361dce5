import type { stepUp as english } from "../en/step-up.ts";

export const stepUp: Readonly<Record<keyof typeof english, string>> = {
  "passkey.not-answered":
    "لم يُجب أي مفتاح مرور. يُرجى المحاولة من جديد واتباع ما يطلبه المتصفح، أو استعمال طريق آخر.",
  "passkey.use": "استعمال مفتاح المرور",
  "second.bad-code": "الرمز ستة أرقام.",
  "second.busy": "جارٍ التحقق",
  "second.code": "ستة أرقام",
  "second.do": "متابعة",
  "sign-in.password": "كلمة السر",
  "step-up.leave": "إغلاق",
  "step-up.title": "تأكيد هويتك",
  "step-up.why":
    "لا يسهل الرجوع عن هذا الفعل، وقد مضى وقت على دخولك الأخير. ما كُتب محفوظ، ويُرسل بعد الإجابة.",
};
