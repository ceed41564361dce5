import type { Catalogue } from "../../../../core/texts/index.ts";
import type { DoorKey } from "./en.ts";

/**
 * The same in Romanian. The reader is “tu”, and no adjective or participle agrees with them; names of agencies stand
 * after “la”, “pentru” or “de la”, which ask for no ending. No native reader has checked it yet: see `reviews.ts`.
 */
export const ro: Catalogue<DoorKey> = {
  "site-name": "Sfaturi de zi cu zi",
  "skip-to-text": "Mergi la text",
  leave: "Ieși acum",
  "leave-how":
    "Apasă „Ieși acum”, sau de trei ori tasta Esc. Pagina aceasta dispare, iar butonul Înapoi nu se întoarce la ea.",
  "trial-door": "Aceasta este o pagină de probă. Persoanele de aici sunt inventate. Nu scrie nimic adevărat.",
  "unchecked-text": "Încă nimeni cu limba maternă română nu a verificat acest text.",
  "change-language": "Schimbă limba",
  "go-home": "La prima pagină",
  "danger-now": "În pericol acum?",
  "danger-call": "Sună la",
  "danger-free": "Apelul este gratuit.",
  "no-script":
    "Pagina aceasta îți încuie textul pe telefonul tău înainte să îl trimită. Browserul tău nu o lasă să facă asta acum (JavaScript este oprit). De aceea nu se poate trimite nimic de aici: fără lacăt, alții de pe drum l-ar putea citi. Când scriu foarte mulți deodată, pagina face mai întâi și un calcul, ca mașinile să nu ia locul oamenilor. Poți totuși să citești aceste pagini, să suni la numărul de mai jos sau să deschizi pagina în alt browser.",
  "no-lock":
    "Acest browser nu poate să îți încuie textul, așa că nu se trimite nimic de aici. Deschide pagina în alt browser, sau pe alt telefon.",
  "lock-getting-ready": "Lacătul se pregătește…",
  "lock-failed": "Lacătul nu s-a încărcat. Ce ai scris este încă aici. Verifică-ți conexiunea.",
  "try-again": "Încearcă din nou",

  "tell-title": "Spune-ne sau întreabă-ne",
  "tell-lead":
    "Spune cât de mult sau cât de puțin vrei. Nu trebuie să dai un nume. Poți lăsa deoparte orice.",
  "tell-readers":
    "Numai oamenii care răspund pentru {agency} pot citi ce scrii. Ei nu spun nimănui altcuiva fără acordul tău.",
  "tell-answers": "Ei răspund în cel mult {hours, plural, one {o oră} few {# ore} other {# de ore}}.",
  "tell-quiet":
    "Nimeni dintre cei care răspund nu a mai fost aici de {hours, plural, one {o oră} few {# ore} other {# de ore}} sau mai mult, așa că acum poate dura mai mult. Poate că locurile de mai jos sunt deschise.",
  "tell-question": "Ce vrei să spui?",
  "tell-question-why": "Ca să știm cum să ajutăm. Poți scrie în orice limbă.",
  "tell-language": "În ce limbă să răspundem?",
  "tell-language-why": "Ca să poți citi răspunsul nostru. Poți lăsa așa cum este.",
  "tell-lock": "Textul tău este încuiat pe acest telefon înainte de trimitere.",
  "tell-unsent":
    "Până îl trimiți, textul acesta este numai pe pagina aceasta. Dacă închizi pagina, textul se pierde.",
  "tell-send": "Încuie și trimite",
  "tell-empty": "Încă nu este nimic de trimis. Scrie un cuvânt sau două, sau apasă „Ieși acum”.",
  "tell-making-words": "Îți pregătim drumul de întoarcere… Pe un telefon vechi poate dura câteva secunde.",
  "tell-sending": "Se trimite…",
  "tell-not-sent": "Nu s-a trimis. Ce ai scris este încă aici.",
  "no-connection": "Acum nu este conexiune. Ce ai scris este încă aici. Încearcă din nou peste puțin timp.",
  "too-many":
    "Au venit prea multe mesaje într-un timp scurt. Nu ai greșit cu nimic, iar ce ai scris este încă aici. Lasă pagina aceasta deschisă și trimite din nou peste {minutes, plural, one {un minut} few {# minute} other {# de minute}}. Dacă ești în pericol, sună la {number}.",
  "door-closed":
    "Nimeni nu poate răspunde aici în acest moment, așa că nu se poate trimite nimic. Dacă ești în pericol, sună la {number}.",
  "readers-not-right":
    "Lista oamenilor care răspund aici nu pare în regulă, așa că nu s-a trimis nimic. Ce ai scris este încă aici. Nu trimite nimic de pe pagina aceasta azi; dacă ai nevoie de ajutor acum, sună la {number}.",

  "words-step": "Pasul 2 din 3. S-a trimis.",
  "words-title": "Aceste opt cuvinte sunt drumul tău de întoarcere.",
  "words-title-digits": "Aceste 26 de cifre sunt drumul tău de întoarcere.",
  "words-lead":
    "Cu ele poți citi răspunsul nostru. Nimeni altcineva nu le are. Dacă le pierzi, nimeni nu le poate găsi pentru tine: atunci poți doar să ne scrii din nou, ca o persoană nouă.",
  "words-list-label": "Cele opt cuvinte ale tale",
  "words-digits-label": "Cele 26 de cifre ale tale",
  "words-hide": "Ascunde",
  "words-show": "Arată",
  "words-as-digits": "Mai bine cifre",
  "words-as-words": "Mai bine cuvinte",
  "words-hidden": "Sunt ascunse. Apasă „Arată” ca să le vezi din nou.",
  "words-keep-title": "Cum să le păstrezi în siguranță",
  "words-keep-paper": "Pe hârtie, printre alte lucruri.",
  "words-keep-paper-more": "Pe o listă de cumpărături, sau pe spatele unui bon. Păstrează ordinea.",
  "words-keep-head": "În minte.",
  "words-keep-head-more": "Fă din ele o mică poveste, în ordinea lor.",
  "words-keep-not": "Nu într-o poză și nu într-un chat,",
  "words-keep-not-more": "dacă altcineva se uită în telefonul tău.",
  "words-check-title": "Să verificăm două dintre ele",
  "words-check-lead": "Ca o mică greșeală să nu îți închidă ușa mai târziu. Sunt ascunse în timp ce scrii.",
  "words-check-word": "Cuvântul {position}",
  "words-check-group": "Grupul {position} de cifre",
  "words-check-right": "Este corect.",
  "words-check-wrong": "„{typed}” nu este ce trebuie. Apasă „Arată”, mai uită-te o dată și scrie din nou.",
  "words-check-empty": "Scrie aici, sau apasă „Sari peste”.",
  "words-check-go": "Verifică și mergi mai departe",
  "words-check-skip": "Sari peste, le-am păstrat",
  "done-step": "Pasul 3 din 3. Gata.",
  "done-title": "Mulțumim. A ajuns.",
  "done-lead":
    "Cineva care răspunde va citi. Nu te putem suna și nu îți putem scrie în altă parte: întoarce-te aici cu cuvintele tale ca să citești răspunsul.",
  "done-read": "Vezi ce am trimis",

  "back-title": "Revino",
  "back-lead":
    "Scrie cele opt cuvinte ale tale, sau cele 26 de cifre. Literele mari, virgulele și spațiile în plus nu contează.",
  "back-label": "Cuvintele sau cifrele tale",
  "back-why": "Ele îți deschid mesajele. Rămân pe acest telefon: se folosește doar o cheie făcută din ele.",
  "back-open": "Deschide",
  "back-opening": "Se deschide… Pe un telefon vechi poate dura câteva secunde.",
  "back-lost": "Mi-am pierdut cuvintele",
  "back-lost-file":
    "Ținem un dosar împreună cu tine? Atunci vino la noi, sau vorbește cu noi pe calea sigură pe care am stabilit-o. Două persoane de la noi trebuie să știe că ești tu. O zi mai târziu primești un cod pentru cuvinte noi.",
  "back-has-code": "Am un cod",
  "new-words-title": "Cuvinte noi pentru dosarul tău",
  "new-words-lead":
    "Cu codul pe care ți l-am dat. Fă asta fără nimeni lângă tine, pe un telefon la care te uiți doar tu.",
  "new-words-code": "Codul: 20 de cifre",
  "new-words-why":
    "Este bun o oră. Cu el, cuvintele tale vechi nu mai merg. Mesajele vechi rămân încuiate: numai cuvintele vechi le deschid.",
  "new-words-make": "Creează cuvintele mele",
  "new-words-short": "Codul are 20 de cifre. Mai uită-te o dată la el.",
  "new-words-wrong": "Acesta nu este codul, sau nu mai este bun. Cere-ne altul.",
  "new-words-failed": "Nu a mers. Nu s-a schimbat nimic. Încearcă din nou.",
  "new-words-made":
    "De acum ele îți deschid dosarul. Cele vechi nu îl mai deschid. Nimeni altcineva nu le are. Păstrează-le înainte să mergi mai departe.",
  "new-words-waits":
    "Cineva a spus la {agency} că aceste cuvinte sunt pierdute. Începând cu {date} poate primi altele noi, iar ale tale nu vor mai merge. Nu ai fost tu? Oprește asta.",
  "new-words-stop": "Oprește asta, am cuvintele mele",
  "new-words-stopped": "S-a oprit. Cuvintele tale rămân cum sunt.",
  "new-words-were-made": "Pe {date} au fost făcute cuvinte noi, la {agency}. Nu ai fost tu? Spune-le.",
  "back-lost-more":
    "Nu le putem găsi pentru tine, și nimeni altcineva nu poate. Poți să ne scrii din nou. Ce ai scris înainte se șterge la 60 de zile după ultima ta vizită.",
  "slip-empty": "Încă nu este nimic scris.",
  "slip-too-few-words":
    "{seen, plural, =0 {Încă nu este niciun cuvânt} one {Este un cuvânt} few {Sunt # cuvinte} other {Sunt # de cuvinte}}. Trebuie să fie opt.",
  "slip-too-many-words":
    "Sunt {seen, plural, one {# cuvânt} few {# cuvinte} other {# de cuvinte}}. Trebuie să fie opt.",
  "slip-unknown": "Cuvântul {position}, „{word}”, nu este în lista noastră.",
  "slip-unknown-near": "Cuvântul {position}, „{word}”, nu este în lista noastră. Ai vrut să scrii {nearest}?",
  "slip-word": "„{word}”",
  "slip-or": "{left} sau {right}",
  "slip-mixed": "Cuvântul {position} este din altă limbă decât celelalte. Verifică-l.",
  "slip-check":
    "Sunt opt cuvinte din lista noastră, dar unul este greșit sau două și-au schimbat locul. Verifică fiecare cuvânt, și ordinea lor.",
  "slip-check-swap":
    "Sunt cuvinte din lista noastră, dar poate că ordinea lor este greșită. Uită-te la cuvintele {left} și {right}.",
  "slip-check-instead":
    "Poate că un cuvânt este greșit. Uită-te la cuvântul {position}: ai vrut să scrii „{word}”?",
  "slip-too-few-digits":
    "{seen, plural, one {Este o cifră} few {Sunt # cifre} other {Sunt # de cifre}}. Trebuie să fie 26.",
  "slip-too-many-digits":
    "Sunt {seen, plural, one {# cifră} few {# cifre} other {# de cifre}}. Trebuie să fie 26.",
  "slip-not-digits": "Nu totul de aici este cifră. Scrie cele 26 de cifre, sau cele opt cuvinte ale tale.",
  "slip-digits-check": "O cifră este greșită, sau două și-au schimbat locul.",
  "slip-digits-check-groups":
    "O cifră este greșită, sau două și-au schimbat locul. Uită-te mai întâi la grupul {groups}.",
  "back-not-found":
    "Aceste cuvinte sunt întregi, dar nu deschid nimic aici. Poate că sunt pentru altă pagină, sau mesajele au fost șterse după 60 de zile fără o vizită.",
  "back-failed": "Nu s-a deschis. Cuvintele tale sunt încă aici.",

  "talk-title": "Bine ai revenit.",
  "talk-news":
    "{count, plural, =0 {Încă nu este niciun răspuns.} one {Ți-am răspuns.} few {Sunt # mesaje de la noi.} other {Sunt # de mesaje de la noi.}} Numai cuvintele tale deschid asta.",
  "talk-letters": "Mesajele, întâi cele mai vechi",
  "talk-you": "Tu",
  "talk-us-no-name": "Cineva care răspunde aici",
  "talk-about-hour": "{day}, în jur de {hour}",
  "talk-bad-letter":
    "Acest mesaj nu poate fi arătat. A fost schimbat, sau nu vine de la oamenii care răspund aici. Nu te încrede în el.",
  "talk-readers-changed":
    "Lista oamenilor care citesc aici este mai veche decât una folosită înainte. Poate că cineva a schimbat această pagină. Nu scrie aici azi; dacă ai nevoie de ajutor acum, sună la {number}.",
  "talk-deleted": "Această conversație a fost ștearsă. Dosarul tău este încă aici.",
  "talk-reply": "Răspunsul tău, dacă vrei",
  "talk-reply-why": "Nu este nevoie de nume. Poți lăsa orice întrebare fără răspuns.",
  "talk-send": "Încuie și trimite",
  "talk-sent": "S-a trimis.",
  "talk-look-again": "Vezi dacă este un răspuns nou",
  "talk-looked": "Vezi acum cele mai noi mesaje.",
  "talk-someone-first":
    "Un mesaj nou a venit în timp ce scriai. Este arătat mai sus. Textul tău este încă aici: citește mesajul, apoi trimite.",
  "talk-kept-until": "Aceste mesaje rămân până la {date}. Fiecare vizită lungește acest timp.",
  "talk-delete": "Șterge totul acum",
  "talk-delete-sure":
    "Ștergi toate mesajele, ale tale și ale noastre? Nimeni nu le poate aduce înapoi. Dacă ai un dosar, el rămâne; îl poți deschide în continuare cu cuvintele tale.",
  "talk-delete-yes": "Da, șterge-le",
  "talk-delete-no": "Nu, păstrează-le",
  "talk-deleted-done": "Totul este șters aici. Cuvintele tale nu mai deschid nimic acum.",
  "talk-my-file": "Dosarul meu",
  "talk-my-file-more": "Ce este scris despre tine, cine s-a uitat, și ce permiți",
  "notice-title": "Să afli când răspundem",
  "notice-lead":
    "Îți putem trimite un mesaj scurt când există un răspuns. Nu spune de la cine vine sau despre ce este.",
  "notice-danger":
    "Se uită altcineva în telefonul sau în e-mailul tău? Atunci lasă asta oprit. Cifrele tale te aduc înapoi oricând.",
  "notice-way": "Cum să vină?",
  "notice-email": "Prin e-mail",
  "notice-message": "Ca mesaj pe telefon",
  "notice-to-email": "Adresa ta de e-mail",
  "notice-to-message": "Numărul tău de telefon",
  "notice-to-why":
    "Se încuie pe acest telefon. Oamenii care îți răspund nu o pot vedea. Cine duce mesajul vede unde ajunge.",
  "notice-say": "Ce să spună?",
  "notice-say-why": "Alege un rând despre care nu va întreba nimeni.",
  "notice-say-1": "Un mic memento pentru tine",
  "notice-say-2": "Nota pe care ai cerut-o",
  "notice-say-3": "Este ceva nou de citit",
  "notice-save": "Anunță-mă",
  "notice-wrong-email": "Aceasta nu este încă o adresă de e-mail. Scrie-o ca nume@example.org.",
  "notice-wrong-number":
    "Acesta nu este încă un număr întreg. Scrie-l cu + și codul țării la început, ca +40 712 000 000.",
  "notice-on":
    "Este pornit. Un mesaj pleacă la o oră sau mai mult după un răspuns. Nu mai vin altele până nu ai fost aici.",
  "notice-told": "Un mesaj a plecat. Încă unul poate veni după următorul răspuns.",
  "notice-failed": "Mesajul nu a putut fi trimis. Verifică unde trebuie să ajungă sau lasă asta oprit.",
  "notice-stop": "Oprește",
  "notice-off": "Este oprit. Locul unde trebuia să ajungă a fost șters.",
  "notice-not-kept": "Nu s-a schimbat nimic. Încearcă din nou peste puțin timp.",
  "talk-close": "Închide și uită cuvintele mele",
  "visit-ended":
    "Această vizită s-a încheiat, ca nimeni să nu poată citi mai departe după tine. Scrie-ți cuvintele încă o dată.",

  "offer-title": "Putem deschide un dosar pentru tine, la {agency}?",
  "offer-lead": "{agency} ar ține dosarul. Dacă spui da, mai poate vedea și {recipient}, dar numai asta:",
  "offer-not": "{recipient} nu vede:",
  "offer-not-letters": "Mesajele pe care le-ai scris aici",
  "offer-not-others":
    "Nimeni altcineva nu vede nimic din asta fără acordul tău. Numai ordinul unui judecător ar putea deschide o parte, și ai vedea asta aici.",
  "offer-for": "Pentru: {purpose}. Până la {date}.",
  "offer-yes": "Da, îmi dau acordul",
  "offer-no": "Nu acum",
  "offer-free": "Îți poți lua înapoi acordul oricând. Sprijinul tău nu se oprește din cauza asta.",
  "offer-said-yes": "Ai spus da. Îți poți lua înapoi acordul în „Dosarul meu”.",
  "offer-said-no": "Ai spus „nu acum”. Este în regulă. Poți vorbi din nou despre asta oricând.",
  "offer-taken-back": "Am luat înapoi această întrebare.",
  "offer-changed": "Întrebarea s-a schimbat. Te rugăm să o citești din nou.",
  "offer-over": "Timpul acestei întrebări a trecut.",
  "consent-sentence":
    "Îmi dau acordul ca {agency} să deschidă un dosar despre mine. Permit ca {recipient} să vadă asta: {categories}. Este pentru: {purpose}. Se termină pe {until}. Îmi pot lua înapoi acordul oricând.",
  "consent-in-person-sentence":
    "Permit ca {recipient} să vadă asta din dosarul meu de la {agency}: {categories}. Este pentru: {purpose}. Se termină pe {until}. Îmi pot lua înapoi acordul oricând. Atunci {recipient} nu mai poate citi nimic. Poate că ține minte ce a citit înainte. Dacă spun nu, primesc același ajutor.",

  "orders-title": "Ordine anunțate mai târziu",
  "orders-lead":
    "O instanță de judecată poate ordona ca unei persoane să nu i se spună, un timp, că o parte din dosarul ei a fost deschisă.",
  "orders-few":
    "Când a început această lună ({date}), erau mai puțin de {count} astfel de ordine în această casă, sau niciunul.",
  "orders-some":
    "Când a început această lună ({date}), erau cel puțin {count} astfel de ordine în această casă, și mai puțin de {left}.",
  "orders-end":
    "Fiecare ordin numește o instanță și are un sfârșit. Când vine sfârșitul, persoana vede tot în dosarul ei, fără să facă nimic.",
  "orders-why":
    "Numărăm din cinci în cinci, și o dată pe lună. Un număr exact i-ar putea arăta unei persoane că este vorba despre ea.",
  "file-title": "Dosarul meu",
  "file-lead":
    "Ce este scris despre tine, cine s-a uitat, și ce urmează. Este al tău. Nimic de aici nu rămâne pe acest telefon.",
  "file-none":
    "Încă nu există un dosar despre tine. Dacă cerem să deschidem unul, vezi întrebarea în mesajele tale.",
  "file-back": "Înapoi la mesajele mele",
  "file-held-by": "{agency} ține acest dosar.",
  "file-handed-over":
    "{day}: dosarul a trecut de la {from} la {to}. Cei de la {from} au spus că ai fost de acord. Dacă nu ai fost, scrie la {to}.",
  "file-handed-by-order":
    "{day}: dosarul a trecut de la {from} la {to}, printr-un ordin legal pe care îl găsești mai jos.",
  "file-agency-left":
    "{agency} nu mai lucrează aici. Acum nu mai vede nimic din dosarul tău; poate că mai are ce a citit sau a luat înainte.",
  "letters-agency-left":
    "Aici nu mai citește nimeni: această organizație a plecat. Poți citi în continuare ce s-a scris. Ca să le scrii celor care citesc aici acum, începe din nou.",
  "file-number": "Dosarul {number}",
  "file-next": "Ce urmează",
  "file-now": "Acum: {state}",
  "file-since": "Din {date}",
  "file-by": "Cel târziu: {date}",
  "file-nothing-due": "Nu este nimic de făcut acum. Nu trebuie să faci nimic.",
  "file-late": "Acest lucru ar fi trebuit să fie făcut până acum. Poți întreba despre el în mesajele tale.",
  "file-looked": "Cine s-a uitat",
  "file-looked-none": "Încă nu s-a uitat nimeni.",
  "file-looked-read": "a citit: {category}. Pentru: {purpose}.",
  "file-looked-you": "Ai citit: {category}.",
  "file-looked-refused": "a cerut să vadă: {category}. A rămas închis.",
  "file-looked-refused-consent": "a cerut să vadă: {category}. A rămas închis, fără acordul tău.",
  "file-looked-all": "Vezi toate persoanele care s-au uitat",
  "file-looked-fewer": "Arată mai puțin",
  "file-allow": "Ce permiți",
  "file-allow-lead": "Poți opri fiecare lucru pe care îl permiți. Sprijinul tău nu depinde de asta.",
  "file-allow-none": "Nu ai permis nimic nimănui altcuiva.",
  "file-allow-what": "{agency} poate vedea: {categories}",
  "file-allow-until": "Pentru: {purpose}. Până la {date}.",
  "file-allow-off": "Ai oprit asta pe {date}. Li s-a spus imediat, și nu mai pot citi nimic.",
  "file-allow-over": "S-a terminat pe {date}. Nu mai pot citi nimic.",
  "file-on": "Pornit",
  "file-off": "Oprit",
  "file-turned-off":
    "Este oprit. Li s-a spus imediat, și nu mai pot citi nimic. Poate că țin minte ce au citit înainte.",
  "file-turn-on": "Ca să pornești din nou, scrie-ne în mesajele tale.",
  "means-title": "Ce înseamnă când oprești",
  "means-live-share": "Din acel moment, nu mai pot citi nimic.",
  "means-copy-read":
    "Poate că țin minte ce au citit înainte. Li se spune că ți-ai luat înapoi acordul. Aici vezi ce au citit.",
  "means-legal-order": "Ordinul unui judecător merge mai departe. Aici vezi fiecare ordin.",
  "means-legal-hold":
    "Ce ne spune un judecător să păstrăm, păstrăm până se termină acel ordin. Aici vezi fiecare ordin.",
  "means-snapshot":
    "În numerele pe care le publicăm mai târziu, tu nu ești la socoteală, decât dacă îți dai din nou acordul pentru ceva.",
  "means-release": "Numerele care au ieșit deja nu pot fi luate înapoi. Nimeni nu te poate găsi în ele.",
  "means-no-copy": "Nu dăm nicio copie a dosarului tău niciunui alt sistem de calculatoare.",
  "given-words": "Ți-ai dat acordul cu cuvintele tale, pe {date}.",
  "given-in-person": "Ai spus asta chiar tu, față în față, la {agency}, pe {date}.",
  "given-by-guardian": "Persoana care îți este tutore a spus asta la {agency}, pe {date}.",
  "given-assent": "Au scris că ți s-a pus întrebarea, și că ai spus da și tu.",
  "given-not": "Nu am spus asta",
  "given-not-sure": "Oprim asta acum, iar cei care au scris trebuie să explice.",
  "given-not-yes": "Nu am spus asta",
  "given-not-no": "Lasă așa cum este",
  "given-not-done": "Este oprit. Verificăm ce s-a întâmplat, și vezi până când la „Ce urmează”.",
  "given-disputed": "Ne-ai spus pe {date} că nu ai spus asta.",
  "reads-title": "Citit până acum:",
  "reads-one": "{category}, ultima dată pe {time}.",
  "reads-none": "Nu au citit nimic până acum.",
  "file-pause": "Pune acum pe pauză tot ce permit altora",
  "file-pause-sure":
    "Atunci nimeni în afară de {agency} nu îți poate citi dosarul. Poate că alții țin minte ce au citit înainte.",
  "file-pause-yes": "Da, pune pe pauză",
  "file-pause-no": "Nu, lasă așa",
  "file-paused": "Tot ce permiteai altora este oprit. Li s-a spus tuturor imediat.",
  "file-orders": "Ordinul unui judecător poate deschide o parte fără acordul tău.",
  "file-orders-none": "Azi nu este niciunul. Dacă vine unul, îl vezi aici.",
  "file-order": "{authority} ({article}): {agency} poate vedea {categories}, până la {date}.",
  "file-hold":
    "{authority} ({article}): trebuie să păstrăm {categories}, până la {date}. Nimeni altcineva nu vede asta prin acest ordin.",
  "file-order-number": "Număr: {reference}.",
  "file-order-over": "S-a terminat pe {date}.",
  "file-order-deferred": "{court} ți-a ascuns asta până la {date}. Acum vezi tot.",
  "file-order-means":
    "Nu poți opri un ordin aici. El deschide numai ce numește. Ne poți cere un avocat sau o avocată, în mesajele tale.",
  "file-read": "Citește ce este scris",
  "file-read-lead":
    "Nu se arată aici unde ai putea fi de găsit, contactul tău sigur și datele altor oameni: așa nu le poate afla nimeni care îți ia cuvintele.",
  "file-read-none": "Încă nu este nimic scris.",
  "file-read-open": "Citește: {category}",
  "file-read-written": "Scris de {agency}, {date}",
  "file-read-empty": "În această parte nu este nimic care se arată aici.",
  "wish-title": "Schimbări mari, care așteaptă",
  "wish-lead":
    "Poți pune imediat pe pauză, mai sus, tot ce permiți altora. Ce nu se mai poate desface așteaptă 7 zile: altcineva ar fi putut să îți ia cuvintele.",
  "wish-change-contact": "Schimbă contactul meu sigur",
  "wish-end-guardian": "Persoana care îmi este tutore să nu mai citească acest dosar",
  "wish-leave": "Plec: nu mai vreau sprijin",
  "wish-erase": "Șterge acest dosar",
  "wish-change-contact-means":
    "Așteptăm 7 zile. Vorbim mai întâi cu tine, pe calea pe care am stabilit-o sau față în față. Apoi ne spui calea cea nouă.",
  "wish-end-guardian-means":
    "Așteptăm 7 zile. Vorbim mai întâi cu tine, pe calea pe care am stabilit-o sau față în față. Apoi persoana care îți este tutore nu mai poate citi nimic.",
  "wish-leave-means":
    "Așteptăm 7 zile. Vorbim mai întâi cu tine, pe calea pe care am stabilit-o sau față în față. Apoi se oprește tot ce permiți altora. Te poți întoarce oricând.",
  "wish-erase-means":
    "Așteptăm 7 zile. Vorbim mai întâi cu tine, pe calea pe care am stabilit-o sau față în față. Apoi dosarul dispare pentru totdeauna. Poate că alții țin minte ce au citit. Ce ține ordinul unui judecător rămâne până se termină ordinul.",
  "wish-yes": "Da, cere asta",
  "wish-no": "Nu, lasă așa",
  "wish-asked": "Am notat. Încă nu se întâmplă nimic. Te vom contacta.",
  "wish-waiting":
    "Cineva cu aceste cuvinte a cerut asta. Nu se întâmplă nimic înainte de {date}. Nu ai fost tu? Oprește asta.",
  "wish-ripe":
    "Cele 7 zile au trecut. Din {date} se poate face asta, cu numărul pe care ți l-am dat când am vorbit.",
  "wish-number": "Numărul pe care ți l-am dat: 8 cifre",
  "wish-number-wrong": "Acesta nu este numărul, sau nu mai este bun. Cere-ne unul nou când vorbim.",
  "wish-now": "Fă asta acum",
  "wish-stop": "Oprește asta",
  "wish-stopped": "S-a oprit. Nu se întâmplă nimic.",
  "wish-done": "S-a făcut.",
  "wish-held":
    "S-a făcut, în afară de ce mai ține ordinul unui judecător. Acela dispare când se termină ordinul.",
  "file-locked":
    "Acest lucru nu se poate deschide chiar acum: cei care îl țin l-au încuiat pentru un timp, sau nu se poate lua legătura cu ei. Este încă acolo, și nimeni altcineva nu l-a deschis acum. Încearcă din nou mai târziu.",
  "file-failed": "Nu a mers. Nu s-a schimbat nimic.",
  "file-wrong": "Ceva nu este bine? Scrie-ne în mesajele tale, și spune ce.",
  yes: "Da",
  no: "Nu",

  "category-identity": "numele meu și cine sunt",
  "category-contact": "cum se poate vorbi cu mine în siguranță",
  "category-account": "ce am povestit",
  "category-health": "sănătatea mea",
  "category-needs-and-risk": "de ce am nevoie, și ce este periculos pentru mine",
  "category-status": "dreptul meu de a rămâne",
  "category-work-and-documents": "munca mea și actele mele",
  "category-money": "banii care mi se datorează",
  "category-justice": "procesul în instanță",
  "purpose-support": "ajutor pentru mine",
  "purpose-identification": "să se afle ce mi s-a întâmplat",
  "purpose-decision": "o decizie despre protecția mea",
  "purpose-investigation": "o anchetă",
  "purpose-prosecution": "un proces în instanță",
  "purpose-remedy": "să primesc înapoi ce mi se datorează",
  "purpose-statistics": "să se numere, fără numele meu",
  "purpose-oversight": "să se verifice că munca se face bine",
  "role-intake-worker": "Cineva care răspunde la mesaje",
  "role-caseworker": "Cineva care se ocupă de dosare",
  "role-health-worker": "Cineva care lucrează în sănătate",
  "role-legal-adviser": "Cineva care dă sfaturi despre lege",
  "role-guardian": "Tutore",
  "role-investigator": "Cineva care face anchete",
  "role-prosecutor": "Cineva de la parchet, care duce procesul în instanță",
  "role-decision-maker": "Cineva care decide despre protecție",
  "role-labour-inspector": "Cineva de la inspecția muncii",
  "role-child-protection-officer": "Cineva care protejează copiii",
  "role-statistician": "Cineva care face statistici",
  "role-data-protection-officer": "Cineva care are grijă de datele tale",
  "role-auditor": "Cineva care verifică munca",
  "role-supervisor": "Cineva care conduce o echipă",
  "role-other": "Cineva",

  "talk-new": "Nou",
  "receipt-title": "O dovadă că ai scris asta",
  "receipt-why":
    "Arată că acest mesaj a ajuns aici, și în ce oră. Nu arată ce ai scris. Cine o găsește știe că ai scris aici. Păstreaz-o numai unde nu se uită nimeni altcineva.",
  "receipt-show": "Arată dovada",
  "receipt-asking": "O clipă…",
  "receipt-label": "Dovada",
  "receipt-save": "Salveaz-o ca fișier",
  "receipt-check": "Oricine o poate verifica pe pagina /ledger a acestui site.",
  "receipt-wrong": "Această dovadă nu este în regulă, așa că nu o arătăm. Ne poți spune într-un mesaj.",
  "receipt-failed": "Dovada nu a putut fi făcută. Încearcă din nou peste puțin timp.",
  "file-looked-when": "{agency}, {time}",
  "file-glass": "Într-o urgență, cineva de la {agency} a deschis: {category}. Motivul: „{reason}”. {time}",
  "file-glass-title": "Deschis într-o urgență",
  "clock-early-support": "Primul tău sprijin ar trebui să înceapă",
  "clock-consent-review": "Te întrebăm din nou ce permiți",
  "clock-referral-answer": "Celelalte echipe ar trebui să răspundă dacă pot ajuta",
  "clock-reasonable-grounds": "Autoritatea ar trebui să dea primul ei răspuns",
  "clock-recovery-ends":
    "Timpul tău de odihnă se termină. Poți cere mai mult. Sprijinul tău merge mai departe",
  "clock-conclusive-grounds": "Autoritatea ar trebui să decidă",
  "clock-reconsideration": "Decizia ar trebui să fie deja verificată din nou",
  "clock-follow-up": "Te întrebăm ce mai faci, dacă vrei",
  "clock-consent-disputed": "Verificăm acordul pe care nu l-ai dat",
  "clock-contact-change": "Scriem noul tău contact sigur",
  "clock-other": "Ceva ar trebui făcut pentru tine",

  "state-contact": "ne-am cunoscut",
  "state-contact-more": "Cineva te ascultă. Nu s-a decis nimic.",
  "state-screened": "a avut loc o primă discuție",
  "state-screened-more": "Știm puțin din ce ai nevoie. Tu alegi ce urmează.",
  "state-early-support": "primul sprijin",
  "state-early-support-more": "Primești sprijin acum. El nu depinde de nicio decizie.",
  "state-referred": "s-a cerut ajutor de la alte echipe",
  "state-referred-more": "Sprijinul tău merge mai departe cât aștepți răspunsul lor.",
  "state-reasonable-grounds": "o primă decizie",
  "state-reasonable-grounds-more": "Autoritatea are motive să creadă că ai nevoie de protecție.",
  "state-recovery": "timp de odihnă",
  "state-recovery-more":
    "Ai timp să te odihnești și să te gândești. Nimeni nu are voie să îl scurteze. Poți cere mai mult.",
  "state-conclusive-grounds": "decizia principală",
  "state-conclusive-grounds-more":
    "Autoritatea decide despre protecția ta. Dacă răspunsul este nu, primești motivele în limba ta, și poți cere ca decizia să fie verificată din nou.",
  "state-inclusion": "din nou viața ta",
  "state-inclusion-more": "Casă, muncă, acte, școală: mergem mai departe cu tine cât timp vrei.",
  "state-closed": "dosarul este închis",
  "state-closed-more": "Te poți întoarce oricând.",
  "state-follow-up": "te întrebăm din când în când ce mai faci",
  "state-follow-up-more": "Numai dacă vrei.",
  "state-missing": "nu știm unde ești",
  "state-missing-more": "Nu trebuie să ne spui. Dacă ești în pericol, sună după ajutor.",
  "state-withdrawn": "te-ai oprit",
  "state-withdrawn-more": "Este dreptul tău. Te poți întoarce oricând.",
  "state-abroad": "ești în altă țară",
  "state-abroad-more": "Dacă vrei, putem găsi pe cineva acolo.",
  "state-reopened": "dosarul este deschis din nou",
  "state-reopened-more": "Mergem mai departe de unde ești acum.",
  "state-reconsideration": "decizia este verificată din nou",
  "state-reconsideration-more": "Sprijinul tău merge mai departe cât aștepți.",
};
