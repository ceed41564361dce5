import type { Catalogue } from "../../../../core/texts/index.ts";
import type { AdviceKey } from "./advice-en.ts";

/** The same in Albanian, with «ju» as in `sq.ts`. No native reader has checked it yet: see `reviews.ts`. */
export const adviceSq: Catalogue<AdviceKey> = {
  "home-title": "Këtu mund të flisni me ne.",
  "home-lead":
    "Nuk ju duhet emër, dhe as llogari. Thoni aq shumë ose aq pak sa doni. Mund të ndaleni në çdo kohë.",
  "home-choices": "Çfarë doni të bëni?",
  "choice-tell": "Na tregoni ose na pyesni",
  "choice-tell-more": "Për veten, ose për dikë që njihni",
  "choice-back": "Kthehuni",
  "choice-back-more": "Me tetë fjalët tuaja",
  "choice-happens": "Çfarë ndodh nëse ju tregoj?",
  "choice-happens-more": "Kush e lexon, dhe çfarë i lejohet të bëjë",
  "choice-help": "Gjeni ndihmë pranë jush",
  "choice-help-more": "Vende, orare, gjuhë",
  "choice-phone": "A është i sigurt telefoni im?",
  "choice-phone-more": "Çfarë mund të shihte dikush pranë jush",
  "keep-title": "Çfarë ruajmë",
  "keep-words":
    "Tekstin tuaj, të mbyllur me kyç në këtë telefon para se të dërgohet. Mund ta hapin vetëm njerëzit që ju përgjigjen.",
  "keep-hour": "Orën kur shkruat, jo minutën. Ne fshijmë çdo gjë {days} ditë pas vizitës suaj të fundit.",
  "keep-not-title": "Çfarë nuk ruajmë",
  "keep-not-name": "Emrin tuaj, përveç nëse e shkruani.",
  "keep-not-phone": "Numrin tuaj, ku jeni, ose cilin telefon përdorni.",
  "keep-not-here": "Çfarëdo gjë në këtë telefon.",
  "hide-title": "Çfarë nuk mund të fshehim",
  "hide-text":
    "Dikush që e shikon këtë ekran mund ta lexojë. Një telefon që dikush e vëzhgon mund të tregojë çfarë shkruani.",
  "nowhere-title": "Në këtë adresë nuk ka asgjë.",
  "nowhere-lead": "Ndoshta ka ikur një shkronjë. Faqja e parë të çon kudo.",
  "foot-about": "Kush e drejton këtë faqe",

  "help-title": "Ndihmë pranë jush",
  "help-lead": "Mund të telefononi në këto vende ose të shkoni atje. Nuk ka nevojë të na tregoni ne më parë.",
  "help-place": "Qyteti",
  "help-place-why": "Që të tregojmë çfarë ka afër. Mund ta lini bosh.",
  "help-language": "Një gjuhë që flasin",
  "help-need": "Çfarë ju duhet?",
  "need-sleep": "Një vend për të fjetur",
  "need-health": "Një mjek ose infermiere",
  "need-talk": "Dikë për të folur",
  "need-law": "Një avokat",
  "need-work": "Punë ose rrogë",
  "need-papers": "Letra",
  "need-language": "Dikë që përkthen",
  "need-food": "Ushqim ose para",
  "help-for": "Për kë është?",
  "help-any": "Pa dallim",
  "help-open-only": "Vetëm çfarë është hapur tani",
  "help-show": "Shfaqni vendet",
  "help-count": "{count, plural, one {# vend} other {# vende}}",
  "help-none": "Asnjë vend nuk i përgjigjet kësaj. Provoni duke e lënë qytetin bosh.",
  "help-empty":
    "Këtu ende nuk ka vende në listë. Mund të telefononi numrin më poshtë, ose të na tregoni çfarë ju duhet.",
  "help-open": "Hapur tani",
  "help-hours": "Orari",
  "help-speaks": "Flasin",
  "help-welcome": "Për",
  "help-where": "Ku",
  "help-fees": "Sa kushton",
  "help-free": "Ka vende të lira",
  "help-full": "Asnjë vend i lirë",
  "help-free-at": "më {date}",
  "help-hidden":
    "Që njerëzit të jenë pa rrezik, rruga nuk tregohet. Telefononi më parë. Ata ju thonë si të shkoni.",
  "help-assured": "Kontrolluar më {date}",
  "help-reviewed": "Njerëz që kanë kaluar vetë kohë të vështira e panë më {date}",
  "help-next": "Vende të tjera",
  "help-before": "Vendet e mëparshme",
  "welcome-women": "gra",
  "welcome-men": "burra",
  "welcome-children": "fëmijë",
  "welcome-families": "familje",
  "welcome-lgbtiq": "persona LGBTIQ+",
  "welcome-disabled": "persona me aftësi të kufizuara",
  "welcome-everyone": "të gjithë",

  "about-title": "Kush e drejton këtë faqe",
  "about-lead":
    "Njerëz që e kanë punë të ndihmojnë. Ata u përgjigjen pyetjeve për punën, shtëpinë, dokumentet dhe sigurinë. Emrin e grupit të tyre e shihni kur zgjidhni të shkruani.",
  "about-name": "Pse nuk është emri këtu",
  "about-name-more": "Që askush që shikon ekranin tuaj të mos e marrë vesh prej tij me kë po flisni.",
  "about-cannot": "Çfarë nuk mund të bëjë kompjuteri ynë",
  "about-cannot-more":
    "Ai i ruan mesazhet tuaja, por nuk mund t’i lexojë: nuk e ka çelësin. Çelësin e keni ju dhe njerëzit që përgjigjen. Vetëm në mënyrën e thjeshtë i mbyll ai vetë me kyç, dhe në atë çast i sheh.",
  "about-could": "Çfarë mund të bënte dikush që futet pa të drejtë",
  "about-could-more":
    "Një hajdut që kopjon kompjuterin sheh mesazhe të mbyllura me kyç dhe orën e secilit. Një hajdut që e ndryshon këtë faqe mund të lexonte atë që shkruani pas kësaj. Nëse u hap një dosje për ju, një hajdut brenda kompjuterit mund ta lexonte edhe atë.",
  "about-noticed": "Si do ta vinin re të tjerët",
  "about-noticed-more":
    "Çdo pjesë e kësaj faqeje është në një listë publike, me një shenjë të vetën. Njerëz nga jashtë e krahasojnë faqen me listën, përsëri e përsëri. Pjesa e ndryshuar ka shenjë tjetër.",
  "about-you": "Çfarë mund të bëni ju",
  "about-you-more":
    "Nëse varet shumë nga kjo, hapeni faqen në Tor Browser ose në një telefon që nuk është i juaji dhe mos shkruani emra. Kush hyn me forcë mund edhe t’i mbajë letrat: nëse për një kohë të gjatë nuk vjen përgjigje, pyesni edhe diku tjetër.",
  "about-list": "Shihni listën publike",

  "advice-from": "Nga vjen kjo",
  "advice-own": "Njerëzit që e ndërtuan këtë faqe e kanë shkruar si funksionon.",
  "advice-written": "Shkruar më {date}. Dikush e shikon përsëri deri më {until}.",
  "advice-signed": "{name} e ka kontrolluar këtë tekst, më {date}.",
  "advice-closed":
    "Nuk është hapur ende në këtë gjuhë, sepse nuk e ka kontrolluar askush që e ka gjuhë të nënës:",

  "choice-job": "Një ofertë pune",
  "choice-job-more": "Çfarë të shikosh para se të thuash po",
  "choice-rights": "Të drejtat e tua",
  "choice-rights-more": "Me fjalë të thjeshta",
  "choice-children": "Për fëmijët",
  "choice-children-more": "Kush çfarë duhet të njoftojë",
  "advice-counsel": "Një jurist ende nuk e ka konfirmuar këtë.",

  "copy-title": "Ruaje këtë në telefonin tim",
  "copy-lead": "Merr një skedar me atë që mund të lexosh këtu. Hapet pa internet.",
  "copy-danger":
    "Kushdo që mund ta hapë telefonin tënd mund ta gjejë e ta lexojë. Nëse dikush ta shikon telefonin, mos e ruaj.",
  "copy-traces":
    "Quhet notes.html. Mbetet derisa ta fshish, aty dhe në listën e shkarkimeve. Dalja të çon në një faqe bosh; Prapa mund të kthehet tek ai.",
  "copy-get": "Ruaje skedarin ({size} kB)",
  "copy-places": "Me vende që mund të ndihmojnë",
  "copy-places-why":
    "Atëherë skedari ka edhe vende me numrat e tyre. Kjo i thotë më shumë atij që e gjen, dhe qyteti që shkruani mund të mbetet në listën e shkarkimeve.",
  "copy-places-get": "Ruaje skedarin me vende",
  "copy-places-on": "Kështu ishte më {date}. Shumë mund të ketë ndryshuar. Telefononi para se të shkoni.",
  "copy-places-some": "{shown} nga {count, plural, one {# vend} other {# vende}}.",
  "copy-name": "Shënime",
};
