import type { Catalogue } from "../../../../core/texts/index.ts";
import type { AdviceKey } from "./advice-en.ts";

/**
 * The same in Romanian. The reader is “tu”; who reviewed a place has “experiență proprie”, which says nothing over a
 * shoulder. No native reader has checked it yet: see `reviews.ts`.
 */
export const adviceRo: Catalogue<AdviceKey> = {
  "home-title": "Aici poți vorbi cu noi.",
  "home-lead":
    "Nu ai nevoie de un nume sau de un cont. Spune cât de mult sau cât de puțin vrei. Te poți opri oricând.",
  "home-choices": "Ce vrei să faci?",
  "choice-tell": "Spune-ne sau întreabă-ne",
  "choice-tell-more": "Despre tine, sau despre o persoană pe care o cunoști",
  "choice-back": "Revino",
  "choice-back-more": "Cu cele opt cuvinte ale tale",
  "choice-happens": "Ce se întâmplă dacă vă spun?",
  "choice-happens-more": "Cine citește, și ce are voie să facă",
  "choice-help": "Găsește ajutor aproape de tine",
  "choice-help-more": "Locuri, ore, limbi",
  "choice-phone": "Este telefonul meu sigur?",
  "choice-phone-more": "Ce ar putea vedea cineva de lângă tine",
  "keep-title": "Ce păstrăm",
  "keep-words":
    "Textul tău, încuiat pe acest telefon înainte de trimitere. Numai oamenii care îți răspund îl pot deschide.",
  "keep-hour":
    "Ora în care ai scris, nu minutul. Ștergem tot la {days, plural, one {# zi} few {# zile} other {# de zile}} după ultima ta vizită.",
  "keep-not-title": "Ce nu păstrăm",
  "keep-not-name": "Numele tău, dacă nu îl scrii.",
  "keep-not-phone": "Numărul tău, unde ești, sau ce telefon folosești.",
  "keep-not-here": "Nimic pe acest telefon.",
  "hide-title": "Ce nu putem ascunde",
  "hide-text": "Cineva care se uită la acest ecran îl poate citi. Un telefon urmărit poate arăta ce scrii.",
  "nowhere-title": "Nu este nimic la această adresă.",
  "nowhere-lead": "Poate că s-a strecurat o literă greșită. Prima pagină duce peste tot.",
  "foot-about": "Cine se ocupă de această pagină",

  "help-title": "Ajutor aproape de tine",
  "help-lead": "Poți suna la aceste locuri sau poți merge acolo. Nu trebuie să ne spui mai întâi.",
  "help-place": "Oraș",
  "help-place-why": "Ca să arătăm ce este aproape. Poți lăsa gol.",
  "help-language": "O limbă care se vorbește acolo",
  "help-need": "De ce ai nevoie?",
  "need-sleep": "Un loc de dormit",
  "need-health": "Un medic sau o asistentă",
  "need-talk": "Cineva cu care să vorbești",
  "need-law": "Un avocat",
  "need-work": "Muncă sau salariu",
  "need-papers": "Acte",
  "need-language": "Cineva care traduce",
  "need-food": "Mâncare sau bani",
  "help-for": "Pentru cine este?",
  "help-any": "Nu contează",
  "help-open-only": "Numai ce este deschis acum",
  "help-show": "Arată locurile",
  "help-count": "{count, plural, one {# loc} few {# locuri} other {# de locuri}}",
  "help-none": "Niciun loc nu se potrivește. Încearcă fără oraș.",
  "help-empty":
    "Încă nu este niciun loc în listă. Poți suna la numărul de mai jos, sau ne poți spune de ce ai nevoie.",
  "help-open": "Deschis acum",
  "help-hours": "Ore",
  "help-speaks": "Se vorbește",
  "help-welcome": "Pentru",
  "help-where": "Unde",
  "help-fees": "Preț",
  "help-free": "Are locuri libere",
  "help-full": "Nimic liber",
  "help-free-at": "la {date}",
  "help-hidden": "Pentru siguranța oamenilor, strada nu se arată. Sună mai întâi. Îți vor spune drumul.",
  "help-assured": "Verificat pe {date}",
  "help-reviewed": "Văzut de oameni cu experiență proprie pe {date}",
  "help-next": "Alte locuri",
  "help-before": "Locurile dinainte",
  "welcome-women": "femei",
  "welcome-men": "bărbați",
  "welcome-children": "copii",
  "welcome-families": "familii",
  "welcome-lgbtiq": "persoane LGBTIQ+",
  "welcome-disabled": "persoane cu dizabilități",
  "welcome-everyone": "toată lumea",

  "about-title": "Cine se ocupă de această pagină",
  "about-lead":
    "Oameni a căror muncă este să ajute. Ei răspund la întrebări despre muncă, casă, acte și siguranță. Vezi numele grupului lor când alegi să scrii.",
  "about-name": "De ce nu este numele aici",
  "about-name-more": "Ca nimeni care se uită la ecranul tău să nu afle de acolo cu cine vorbești.",
  "about-cannot": "Ce nu poate face calculatorul nostru",
  "about-cannot-more":
    "Îți păstrează mesajele, dar nu le poate citi: nu are cheia. O ai tu, și o au oamenii care răspund. Numai pe calea simplă le încuie el, și atunci le vede.",
  "about-could": "Ce ar putea face cineva care intră cu forța în el",
  "about-could-more":
    "Cineva care fură o copie a calculatorului vede mesaje încuiate și ora fiecăruia. Cineva care intră și schimbă această pagină ar putea citi ce scrii după aceea. Dacă ai un dosar deschis, cineva care intră în calculator l-ar putea citi și pe acela.",
  "about-noticed": "Cum ar observa alții",
  "about-noticed-more":
    "Fiecare parte a acestei pagini stă într-o listă publică, cu un semn al ei. Oameni din afară compară pagina cu lista, iar și iar. O parte schimbată are alt semn.",
  "about-you": "Ce poți face tu",
  "about-you-more":
    "Dacă foarte mult depinde de asta, deschide pagina în Tor Browser sau pe un telefon care nu este al tău și nu scrie nume. Cine pătrunde la noi poate și să oprească scrisori: dacă nu vine mult timp un răspuns, întreabă și în alt loc.",
  "about-list": "Vezi lista publică",

  "advice-from": "De unde vine asta",
  "advice-own": "Oamenii care au făcut această pagină au scris cum funcționează.",
  "advice-written": "Scris la {date}. Cineva îl citește din nou până la {until}.",
  "advice-signed": "{name} a verificat acest text, la {date}.",
  "advice-closed":
    "Încă nu este deschis în această limbă, pentru că nimeni cu această limbă maternă nu l-a verificat:",

  "choice-job": "O ofertă de muncă",
  "choice-job-more": "La ce să te uiți înainte să spui da",
  "choice-rights": "Drepturile tale",
  "choice-rights-more": "Pe înțeles",
  "choice-children": "Despre copii",
  "choice-children-more": "Cine ce trebuie să transmită",
  "advice-counsel": "Un jurist încă nu a confirmat asta.",

  "proof-title": "Verifică o dovadă",
  "proof-lead":
    "Cineva îți arată o dovadă că un mesaj a ajuns aici. Lipește-o. Se verifică pe dispozitivul tău și nu se trimite nimănui.",
  "proof-label": "Dovada",
  "proof-go": "Verifică",
  "proof-noscript": "Pentru verificare este nevoie de un browser cu JavaScript.",
  "proof-unreadable": "Aceasta nu este o dovadă.",
  "proof-changed": "A fost schimbată.",
  "proof-forged": "A fost schimbată, sau vine din altă parte.",
  "proof-promised": "Este semnată de acest site.",
  "proof-looking": "Locuri verificate:",
  "proof-absent": "Nu este în lista publică. Ce a venit în ultima oră poate că nu este încă acolo.",
  "proof-present": "Este în lista publică. Locul:",
  "proof-unsigned": "Lista publică nu este semnată cum ar trebui. Nu te baza pe ea.",
  "proof-witnessed": "Alții care garantează pentru listă:",
  "proof-unwitnessed": "Nimeni din afară nu a garantat încă pentru această listă.",
  "proof-away": "Lista nu a putut fi citită. Încearcă mai târziu.",

  "copy-title": "Păstrează asta pe telefonul meu",
  "copy-lead": "Primești un singur fișier cu ce poți citi aici. Se deschide fără internet.",
  "copy-danger":
    "Oricine îți poate deschide telefonul îl poate găsi și citi. Dacă cineva se uită în telefonul tău, nu-l păstra.",
  "copy-traces":
    "Se numește notes.html. Rămâne până îl ștergi, acolo și în lista de descărcări. Ieșirea duce la o pagină goală; Înapoi poate reveni la el.",
  "copy-get": "Salvează fișierul ({size} kB)",
  "copy-places": "Cu locuri care pot ajuta",
  "copy-places-why":
    "Atunci fișierul are și locuri, cu numerele lor. Asta spune mai mult celui care îl găsește, iar orașul pe care îl scrii poate rămâne în lista de descărcări.",
  "copy-places-get": "Salvează fișierul cu locuri",
  "copy-places-on": "Așa era pe {date}. Multe se pot schimba. Sună înainte să mergi.",
  "copy-places-some": "{shown} din {count, plural, one {# loc} few {# locuri} other {# de locuri}}.",
  "copy-name": "Notițe",
};
