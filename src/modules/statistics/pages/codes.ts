import type { Language } from "../../../core/texts/index.ts";

/**
 * Codes of closed lists in words: kinds of exploitation, ways of control, means, kinds of work, regions. What stands in
 * neither is shown as the release calls it.
 */
const WORDS: Readonly<Record<string, readonly [string, string]>> = {
  "forced-labour": ["Forced labour", "عمل قسري"],
  sexual: ["Sexual exploitation", "استغلال جنسي"],
  "child-labour": ["Child labour", "عمل الأطفال"],
  "forced-marriage": ["Forced marriage", "زواج قسري"],
  servitude: ["Servitude", "خدمة قسرية"],
  "armed-group": ["Forced service in an armed group", "خدمة قسرية في جماعة مسلّحة"],
  "organ-removal": ["Removal of organs", "نزع أعضاء"],
  "forced-begging": ["Forced begging", "تسوّل قسري"],
  "forced-adoption": ["Forced adoption", "تبنٍّ قسري"],
  surrogacy: ["Surrogacy", "تأجير أرحام"],
  "forced-crime": ["Made to commit crimes", "إجبار على ارتكاب جرائم"],
  other: ["Other", "أخرى"],
  "physical-threats": ["Threats of violence", "تهديد بالعنف"],
  threats: ["Other threats", "تهديدات أخرى"],
  "threat-of-law": ["Threats with the authorities", "تهديد بالسلطات"],
  "threat-to-family": ["Threats against family", "تهديد العائلة"],
  debt: ["Debt bondage", "إسار الدَّين"],
  "false-promises": ["False promises", "وعود كاذبة"],
  "physical-abuse": ["Physical abuse", "إيذاء جسدي"],
  "sexual-abuse": ["Sexual abuse", "إيذاء جنسي"],
  "takes-earnings": ["Earnings taken", "أخذ الأجر"],
  "no-money": ["No access to money", "منع الوصول إلى المال"],
  "no-medical-care": ["No medical care", "منع الرعاية الطبّية"],
  "no-necessities": ["No food, shelter or clothes", "منع الطعام أو المأوى أو الملبس"],
  "no-movement": ["Not free to move", "تقييد الحركة"],
  "psychological-abuse": ["Psychological abuse", "إيذاء نفسي"],
  substances: ["Drugs, alcohol or medicines", "مخدّرات أو كحول أو أدوية"],
  "long-hours": ["Excessive working hours", "ساعات عمل مفرطة"],
  "papers-withheld": ["Papers withheld", "حجز الأوراق"],
  "uses-children": ["Use of their children", "استغلال الأطفال وسيلةً للضغط"],
  "threat-or-force": ["Threat or force", "تهديد أو قوّة"],
  "other-coercion": ["Another kind of coercion", "إكراه من نوع آخر"],
  abduction: ["Abduction", "اختطاف"],
  fraud: ["Fraud", "احتيال"],
  deception: ["Deception", "خداع"],
  "abuse-of-power": ["Abuse of power", "استغلال السلطة"],
  "abuse-of-vulnerability": ["Abuse of a weak position", "استغلال حالة ضعف"],
  "payments-to-who-controls": [
    "Payment to someone who has control over them",
    "دفع مال لمن له سيطرة على الشخص",
  ],
  agriculture: ["Farming, forestry and fishing", "الزراعة والحراجة وصيد السمك"],
  mining: ["Mining and quarrying", "التعدين والمحاجر"],
  manufacturing: ["Manufacturing", "الصناعة"],
  energy: ["Electricity, gas and heat", "الكهرباء والغاز والتدفئة"],
  "water-and-waste": ["Water and waste", "المياه والنفايات"],
  construction: ["Construction", "البناء"],
  trade: ["Shops, trade and repair of vehicles", "التجارة وإصلاح المركبات"],
  transport: ["Transport and storage", "النقل والتخزين"],
  hospitality: ["Hotels and restaurants", "الفنادق والمطاعم"],
  information: ["Media and communication", "الإعلام والاتّصالات"],
  finance: ["Finance and insurance", "المال والتأمين"],
  "real-estate": ["Real estate", "العقارات"],
  professional: ["Professional and technical services", "الخدمات المهنية والتقنية"],
  "support-services": [
    "Cleaning, agencies and other support services",
    "التنظيف ووكالات التوظيف وخدمات الدعم",
  ],
  "public-administration": ["Public administration", "الإدارة العامّة"],
  education: ["Education", "التعليم"],
  "health-and-social": ["Health and social work", "الصحة والعمل الاجتماعي"],
  arts: ["Arts, sport and entertainment", "الفنون والرياضة والترفيه"],
  "other-services": ["Other services", "خدمات أخرى"],
  households: ["Private households", "المنازل الخاصّة"],
  extraterritorial: ["International organisations and embassies", "المنظّمات الدولية والسفارات"],
  "Northern America": ["Northern America", "أمريكا الشمالية"],
  "Northern Europe": ["Northern Europe", "شمال أوروبا"],
  "Eastern Europe": ["Eastern Europe", "شرق أوروبا"],
  "Central Asia": ["Central Asia", "آسيا الوسطى"],
  "Latin America and the Caribbean": ["Latin America and the Caribbean", "أمريكا اللاتينية والكاريبي"],
  "Western Europe": ["Western Europe", "غرب أوروبا"],
  "Southern Europe": ["Southern Europe", "جنوب أوروبا"],
  "Eastern Asia": ["Eastern Asia", "شرق آسيا"],
  "Northern Africa": ["Northern Africa", "شمال أفريقيا"],
  "Western Asia": ["Western Asia", "غرب آسيا"],
  "Southern Asia": ["Southern Asia", "جنوب آسيا"],
  "Sub-Saharan Africa": ["Sub-Saharan Africa", "أفريقيا جنوب الصحراء"],
  "South-eastern Asia": ["South-eastern Asia", "جنوب شرق آسيا"],
  Oceania: ["Oceania", "أوقيانوسيا"],
};

/** ISO 3166-1 alpha-2, which the browser's and the server's own lists name. */
const COUNTRY = /^[A-Z]{2}$/;

/** A code in words. */
export function wordOf(code: string, language: Language): string {
  const known = WORDS[code];
  if (known) return known[language === "ar" ? 1 : 0];
  if (COUNTRY.test(code)) return new Intl.DisplayNames(language, { type: "region" }).of(code) ?? code;
  // A slug reads better without its dashes; a band of ages keeps them.
  return /^[a-z]+(-[a-z]+)+$/.test(code) ? code.replaceAll("-", " ") : code;
}
