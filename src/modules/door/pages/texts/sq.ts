import type { Catalogue } from "../../../../core/texts/index.ts";
import type { DoorKey } from "./en.ts";

/**
 * The same in Albanian (standard). The reader is «ju», so that no adjective asks for a man or a woman; roles
 * are «dikush që…» for the same reason. Names of agencies stand after «nga» and «te», which take them
 * unchanged; a day that begins with a weekday stands in brackets or after a colon. No native reader has
 * checked it yet: see `reviews.ts`.
 */
export const sq: Catalogue<DoorKey> = {
  "site-name": "Këshilla për çdo ditë",
  "skip-to-text": "Kaloni te teksti",
  leave: "Dilni tani",
  "leave-how":
    "Shtypni “Dilni tani”, ose tri herë tastin Esc. Kjo faqe zhduket, dhe butoni “Prapa” nuk kthehet tek ajo.",
  "trial-door": "Kjo është një faqe prove. Njerëzit këtu janë të shpikur. Mos shkruani asgjë të vërtetë.",
  "unchecked-text": "Këtë tekst ende nuk e ka kontrolluar askush që e ka shqipen gjuhë të nënës.",
  "change-language": "Ndryshoni gjuhën",
  "go-home": "Te faqja e parë",
  "danger-now": "Jeni në rrezik tani?",
  "danger-call": "Telefononi",
  "danger-free": "Telefonata është falas.",
  "no-script":
    "Kjo faqe e mbyll me kyç tekstin tuaj në telefonin tuaj para se ta dërgojë. Shfletuesi juaj nuk e lejon ta bëjë këtë tani (JavaScript është i fikur). Prandaj që këtej nuk mund të dërgohet asgjë: pa kyçin, të tjerë mund ta lexonin gjatë rrugës. Kur shkruajnë njëherësh shumë e shumë njerëz, faqja zgjidh më parë edhe një llogari, që makinat të mos ua zënë vendin njerëzve. Këto faqe mund t’i lexoni ende. Mund edhe të telefononi numrin më poshtë, ose ta hapni këtë faqe në një shfletues tjetër.",
  "no-lock":
    "Ky shfletues nuk mund ta mbyllë me kyç tekstin tuaj, prandaj që këtej nuk dërgohet asgjë. Hapeni këtë faqe në një shfletues tjetër, ose në një telefon tjetër.",
  "lock-getting-ready": "Kyçi po përgatitet…",
  "lock-failed": "Kyçi nuk u ngarkua. Teksti juaj është ende këtu. Kontrolloni lidhjen me internetin.",
  "try-again": "Provoni përsëri",
  "away-title": "Kjo faqe nuk hapet dot tani",
  "away-lead":
    "Telefoni juaj nuk ka asgjë. Këtu ka shumë njerëz, ose diçka te ne ka ndaluar për një çast. Prisni pak, pastaj provoni përsëri.",

  "tell-title": "Na tregoni ose na pyesni",
  "tell-lead":
    "Thoni aq shumë ose aq pak sa doni. Nuk ka nevojë të jepni emër. Çdo gjë mund ta lini pa thënë.",
  "tell-children":
    "Nëse një fëmijë është në rrezik, ligji mund të na detyrojë të njoftojmë. Mund të pyesësh më parë pa emra.",
  "tell-readers":
    "Këtë mund ta lexojnë vetëm njerëzit nga {agency} që përgjigjen. Ata nuk i tregojnë askujt tjetër pa lejen tuaj.",
  "tell-answers": "Ata përgjigjen brenda {hours, plural, one {një ore} other {# orëve}}.",
  "tell-quiet":
    "Prej {hours, plural, one {një ore} other {# orësh}} ose më shumë nuk ka qenë këtu askush që përgjigjet, prandaj tani mund të zgjasë më shumë. Vendet më poshtë mund të jenë hapur.",
  "tell-question": "Çfarë doni të thoni?",
  "tell-question-why": "Që të dimë si t’ju ndihmojmë. Mund të shkruani në çdo gjuhë.",
  "tell-language": "Në cilën gjuhë t’ju përgjigjemi?",
  "tell-language-why": "Që ta lexoni dot përgjigjen tonë. Mund ta lini siç është.",
  "tell-subject": "Për çfarë është?",
  "tell-subject-why": "Që të përgjigjet personi i duhur. Mund ta lini pa plotësuar.",
  "subject-none": "Më mirë të mos e them",
  "subject-me": "Për mua",
  "subject-someone": "Për dikë që e njoh",
  "subject-seen": "Diçka që pashë",
  "subject-job": "Një ofertë pune",
  "subject-website": "Një faqe interneti ose aplikacion",
  "ask-safe": "A jeni të sigurt tani?",
  "ask-safe-why": "Nëse jo, ju themi së pari kë mund të telefononi.",
  "ask-reach": "Kur mund të lexoni këtu pa rrezik?",
  "ask-reach-why": "Që të dimë sa mund të presë një përgjigje.",
  "ask-danger": "A është ky person në rrezik tani?",
  "ask-danger-why": "Nëse po, ju themi së pari kë mund të telefononi.",
  "ask-know": "Si e dini?",
  "ask-know-why": "Që të mos ju pyesim për atë që nuk mund ta dini.",
  "ask-where": "Ku dhe kur ishte?",
  "ask-where-why": "Mjafton një rrugë, një vend ose një ditë. Lëreni pa thënë atë që nuk e dini me siguri.",
  "ask-who": "Çfarë patë atje?",
  "ask-who-why": "Thoni vetëm atë që patë. Nuk duhen emra dhe ju lutemi mos u ktheni për të parë.",
  "ask-job": "Kush e ofron punën dhe ku?",
  "ask-job-why": "Emri i një firme, faqeje ose personi, nëse e keni.",
  "ask-before": "Çfarë duan nga ju së pari?",
  "ask-before-why": "Para, letra ose fotografi, për shembull. Kjo shpesh tregon çfarë është oferta.",
  "ask-site": "Cila faqe, aplikacion ose llogari është?",
  "ask-site-why": "Një adresë ose një emër. Nuk duhet ta hapni përsëri.",
  "ask-there": "Çfarë tregohet ose thuhet atje?",
  "ask-there-why":
    "Me fjalët tuaja. Ju lutemi mos dërgoni fotografi të një fëmije pa rroba: t’i kesh mund të jetë krim, edhe për të ndihmuar.",
  "tell-keep": "Mbaje këtë tekst në këtë telefon derisa ta dërgoj",
  "tell-keep-why":
    "Atëherë është ende këtu kur faqja hapet përsëri. Kushdo që e hap këtë faqe në këtë telefon mund ta lexojë. Zhduket kur e dërgoni ose shtypni butonin për të dalë.",
  "tell-keep-cannot": "Ky shfletues nuk mban asgjë. Teksti juaj është vetëm në këtë faqe.",
  "tell-lock": "Teksti juaj mbyllet me kyç në këtë telefon para se të dërgohet.",
  "tell-unsent": "Derisa ta dërgoni, ky tekst është vetëm në këtë faqe. Nëse e mbyllni faqen, teksti humbet.",
  "tell-send": "Mbylleni me kyç dhe dërgojeni",
  "tell-empty": "Ende nuk ka asgjë për të dërguar. Shkruani një a dy fjalë, ose shtypni “Dilni tani”.",
  "tell-making-words":
    "Po bëjmë rrugën tuaj të kthimit… Në një telefon të vjetër kjo mund të zgjasë disa sekonda.",
  "tell-sending": "Po dërgohet…",
  "tell-not-sent": "Nuk u dërgua. Teksti juaj është ende këtu.",
  "no-connection": "Tani nuk ka lidhje. Teksti juaj është ende këtu. Provoni përsëri pas pak.",
  "too-many":
    "Në pak kohë erdhën tepër shumë mesazhe. Ju nuk keni bërë asgjë të gabuar, dhe teksti juaj është ende këtu. Lëreni këtë faqe të hapur dhe dërgojeni përsëri pas {minutes, plural, one {një minute} other {# minutash}}. Nëse jeni në rrezik, telefononi {number}.",
  "door-closed":
    "Tani për tani këtu nuk mund të përgjigjet askush, prandaj nuk mund të dërgohet asgjë. Nëse jeni në rrezik, telefononi {number}.",
  "readers-not-right":
    "Lista e njerëzve që përgjigjen këtu nuk duket në rregull, prandaj nuk u dërgua asgjë. Teksti juaj është ende këtu. Mos dërgoni asgjë nga kjo faqe sot; nëse ju duhet ndihmë tani, telefononi {number}.",

  "words-step": "Hapi 2 nga 3. U dërgua.",
  "words-title": "Këto tetë fjalë janë rruga juaj e kthimit.",
  "words-title-digits": "Këto 26 shifra janë rruga juaj e kthimit.",
  "words-lead":
    "Me to mund ta lexoni përgjigjen tonë. Askush tjetër nuk i ka. Nëse i humbni, askush nuk mund t’jua gjejë: atëherë mund vetëm të na shkruani përsëri, si dikush i ri.",
  "words-list-label": "Tetë fjalët tuaja",
  "words-digits-label": "26 shifrat tuaja",
  "words-hide": "Fshihini",
  "words-show": "Shfaqini",
  "words-as-digits": "Shifra në vend të fjalëve",
  "words-as-words": "Fjalë në vend të shifrave",
  "words-hidden": "Janë të fshehura. Shtypni “Shfaqini” që t’i shihni përsëri.",
  "words-aloud": "Lexoje me zë",
  "words-aloud-stop": "Ndale leximin",
  "words-aloud-why": "Ata që janë afër mund ta dëgjojnë.",
  "words-keep-title": "Si t’i ruani pa rrezik",
  "words-keep-paper": "Në një fletë, mes gjërave të tjera.",
  "words-keep-paper-more": "Një listë blerjesh, ose ana e pasme e një fature. Ruani radhën.",
  "words-keep-head": "Në mendje.",
  "words-keep-head-more": "Bëni me to një histori të vogël, sipas radhës së tyre.",
  "words-keep-not": "Jo si foto dhe jo në një bisedë me shkrim,",
  "words-keep-not-more": "nëse dikush tjetër shikon telefonin tuaj.",
  "words-check-title": "Le të kontrollojmë dy prej tyre",
  "words-check-lead":
    "Që një gabim i vogël të mos ju lërë jashtë më vonë. Ndërsa shkruani, ato janë të fshehura.",
  "words-check-word": "Fjala {position}",
  "words-check-group": "Grupi {position} i shifrave",
  "words-check-right": "Është e saktë.",
  "words-check-wrong":
    "“{typed}” nuk është e saktë. Shtypni “Shfaqini”, shikoni edhe një herë dhe shkruajeni përsëri.",
  "words-check-empty": "Shkruajeni këtu, ose shtypni “Kaloni më tej”.",
  "words-check-go": "Kontrolloni dhe vazhdoni",
  "words-check-skip": "Kaloni më tej, i kam ruajtur",
  "done-step": "Hapi 3 nga 3. Mbaruat.",
  "done-title": "Faleminderit. Arriti.",
  "done-lead":
    "Do ta lexojë dikush që përgjigjet. Ne nuk mund t’ju telefonojmë ose t’ju shkruajmë askund tjetër: kthehuni këtu me fjalët tuaja që ta lexoni përgjigjen.",
  "done-read": "Shihni çfarë dërguat",

  "back-title": "Kthehuni",
  "back-lead":
    "Shkruani tetë fjalët tuaja, ose 26 shifrat tuaja. Shkronjat e mëdha, presjet dhe hapësirat e tepërta nuk kanë rëndësi.",
  "back-label": "Fjalët ose shifrat tuaja",
  "back-why":
    "Ato hapin mesazhet tuaja. Ato mbeten në këtë telefon: përdoret vetëm një çelës i bërë prej tyre.",
  "back-open": "Hapni",
  "back-opening": "Po hapet… Në një telefon të vjetër kjo mund të zgjasë disa sekonda.",
  "back-lost": "I humba fjalët e mia",
  "back-lost-file":
    "A kemi te ne një dosje për ju? Atëherë ejani te ne, ose flisni me ne në mënyrën e sigurt që kemi vendosur bashkë. Dy veta nga ne duhet ta dinë se jeni ju. Një ditë më vonë merrni një kod për fjalë të reja.",
  "back-has-code": "Kam një kod",
  "new-words-title": "Fjalë të reja për dosjen tuaj",
  "new-words-lead":
    "Me kodin që ju dhamë ne. Bëjeni kur nuk keni njeri pranë, në një telefon që e shikoni vetëm ju.",
  "new-words-code": "Kodi: 20 shifra",
  "new-words-why":
    "Ai vlen një orë. Me të, fjalët tuaja të vjetra nuk vlejnë më. Mesazhet e vjetra mbeten të mbyllura me kyç: ato i hapin vetëm fjalët e vjetra.",
  "new-words-make": "Bëni fjalët e mia",
  "new-words-short": "Kodi ka 20 shifra. Shikojeni edhe një herë.",
  "new-words-wrong": "Ky nuk është kodi, ose nuk vlen më. Na kërkoni një tjetër.",
  "new-words-failed": "Nuk u bë. Asgjë nuk u ndryshua. Provoni përsëri.",
  "new-words-made":
    "Që tani, dosjen tuaj e hapin këto. Të vjetrat nuk e hapin. Askush tjetër nuk i ka. Ruajini para se të vazhdoni.",
  "new-words-waits":
    "Dikush tha te {agency} se këto fjalë kanë humbur. Nga kjo ditë e tutje ({date}), atij personi mund t’i jepen fjalë të reja, dhe tuajat nuk do të vlejnë më. Nuk ishit ju? Ndaleni.",
  "new-words-stop": "Ndaleni, unë i kam fjalët e mia",
  "new-words-stopped": "U ndal. Fjalët tuaja mbeten siç janë.",
  "new-words-were-made": "Fjalë të reja u bënë te {agency} ({date}). Nuk ishit ju? Tregojuni atyre.",
  "back-lost-more":
    "Ne nuk mund t’jua gjejmë, dhe as askush tjetër. Mund të na shkruani përsëri. Atë që keni shkruar më parë e fshijmë 60 ditë pas vizitës suaj të fundit.",
  "slip-empty": "Ende nuk është shkruar asgjë.",
  "slip-too-few-words":
    "{seen, plural, =0 {Ende nuk ka asnjë fjalë} one {Kjo është një fjalë} other {Këto janë # fjalë}}. Duhet të jenë tetë.",
  "slip-too-many-words": "Këto janë {seen} fjalë. Duhet të jenë tetë.",
  "slip-unknown": "Fjala {position}, “{word}”, nuk është në listën tonë.",
  "slip-unknown-near": "Fjala {position}, “{word}”, nuk është në listën tonë. Mos doni të thoni {nearest}?",
  "slip-word": "“{word}”",
  "slip-or": "{left} ose {right}",
  "slip-mixed": "Fjala {position} është në një gjuhë tjetër nga fjalët e tjera. Kontrollojeni.",
  "slip-check":
    "Këto janë tetë fjalë të listës sonë, por njëra është gabim ose dy kanë ndërruar vendet. Kontrolloni secilën, dhe radhën e tyre.",
  "slip-check-swap":
    "Këto janë fjalë të listës sonë, por radha e tyre mund të jetë gabim. Shikoni fjalët {left} dhe {right}.",
  "slip-check-instead":
    "Një fjalë mund të jetë gabim. Shikoni fjalën {position}: mos doni të thoni “{word}”?",
  "slip-too-few-digits":
    "{seen, plural, one {Kjo është një shifër} other {Këto janë # shifra}}. Duhet të jenë 26.",
  "slip-too-many-digits": "Këto janë {seen} shifra. Duhet të jenë 26.",
  "slip-not-digits": "Diçka këtu nuk është shifër. Shkruani 26 shifrat, ose tetë fjalët tuaja.",
  "slip-digits-check": "Një shifër është gabim, ose dy kanë ndërruar vendet.",
  "slip-digits-check-groups":
    "Një shifër është gabim, ose dy kanë ndërruar vendet. Shikoni së pari grupin {groups}.",
  "back-not-found":
    "Këto fjalë janë të plota, por këtu nuk hapin asgjë. Mund të jenë për një faqe tjetër, ose mesazhet u fshinë pas 60 ditësh pa asnjë vizitë.",
  "back-failed": "Nuk u hap. Fjalët tuaja janë ende këtu.",

  "talk-title": "Mirë se u kthyet.",
  "talk-news":
    "{count, plural, =0 {Ende nuk ka përgjigje.} one {Ju jemi përgjigjur.} other {Ka # mesazhe nga ne.}} Këtë e hapin vetëm fjalët tuaja.",
  "talk-letters": "Mesazhet, më i vjetri i pari",
  "talk-you": "Ju",
  "talk-by-telephone": "E shkruam ne gjatë telefonatës",
  "talk-us-no-name": "Dikush që përgjigjet këtu",
  "talk-about-hour": "{day}, rreth orës {hour}",
  "talk-bad-letter":
    "Ky mesazh nuk mund të shfaqet. Ai është ndryshuar, ose nuk vjen nga njerëzit që përgjigjen këtu. Mos i besoni.",
  "talk-readers-changed":
    "Lista e lexuesve është më e vjetër se një listë që u përdor më parë. Dikush mund ta ketë ndryshuar këtë faqe. Mos shkruani këtu sot; nëse ju duhet ndihmë tani, telefononi {number}.",
  "talk-deleted": "Kjo bisedë është fshirë. Dosja juaj është ende këtu.",
  "talk-reply": "Përgjigjja juaj, nëse doni",
  "talk-reply-why": "Nuk duhet emër. Çdo pyetje mund ta lini pa përgjigje.",
  "talk-send": "Mbylleni me kyç dhe dërgojeni",
  "talk-sent": "U dërgua.",
  "talk-look-again": "Shikoni nëse ka përgjigje të re",
  "talk-looked": "Tani i shihni mesazhet më të reja.",
  "talk-someone-first":
    "Ndërsa shkruanit, erdhi një mesazh i ri. E shihni më lart. Teksti juaj është ende këtu: lexoni mesazhin, pastaj dërgojeni.",
  "talk-kept-until": "Këto mesazhe mbeten deri më {date}. Çdo vizitë e zgjat këtë kohë.",
  "talk-delete": "Fshini çdo gjë tani",
  "talk-delete-sure":
    "T’i fshijmë të gjitha mesazhet, tuajat dhe tonat? Askush nuk mund t’i kthejë. Nëse keni një dosje, ajo mbetet; mund ta hapni ende me fjalët tuaja.",
  "talk-delete-yes": "Po, fshijini",
  "talk-delete-no": "Jo, mbajini",
  "talk-deleted-done": "Çdo gjë këtu është fshirë. Tani fjalët tuaja nuk hapin asgjë.",
  "talk-my-file": "Dosja ime",
  "talk-my-file-more": "Çfarë është shkruar për ju, kush e pa dhe çfarë lejoni",
  "notice-title": "Të lajmëroheni kur përgjigjemi",
  "notice-lead":
    "Mund t’ju dërgojmë një mesazh të shkurtër kur ka përgjigje. Ai nuk thotë nga kush vjen apo për çfarë është.",
  "notice-danger":
    "A e sheh dikush tjetër telefonin apo postën tuaj? Atëherë lëreni këtë të mbyllur. Shifrat tuaja ju kthejnë këtu në çdo kohë.",
  "notice-way": "Si duhet të vijë?",
  "notice-email": "Me e-mail",
  "notice-message": "Si mesazh në telefon",
  "notice-to-email": "Adresa juaj e e-mailit",
  "notice-to-message": "Numri juaj i telefonit",
  "notice-to-why":
    "Mbyllet me kyç në këtë telefon. Ata që ju përgjigjen nuk mund ta shohin. Kush e çon mesazhin sheh se ku shkon.",
  "notice-say": "Çfarë duhet të thotë?",
  "notice-say-why": "Zgjidhni një rresht për të cilin askush nuk do të pyesë.",
  "notice-say-1": "Një kujtesë e vogël për ju",
  "notice-say-2": "Shënimi që kërkuat",
  "notice-say-3": "Ka diçka të re për të lexuar",
  "notice-save": "Më lajmëroni",
  "notice-wrong-email": "Kjo nuk është ende adresë e-maili. Shkruajeni si emri@example.org.",
  "notice-wrong-number":
    "Ky nuk është ende numër i plotë. Shkruajeni me + dhe kodin e vendit në fillim, si +355 67 200 0000.",
  "notice-on":
    "Është hapur. Një mesazh niset një orë ose më shumë pas një përgjigjeje. Nuk vijnë të tjerë derisa të ktheheni këtu.",
  "notice-told": "U nis një mesazh. Një tjetër mund të vijë pas përgjigjes së ardhshme.",
  "notice-failed": "Mesazhi nuk u dërgua dot. Shikoni ku duhet të shkojë, ose lëreni këtë të mbyllur.",
  "notice-stop": "Ndaleni këtë",
  "notice-off": "Është mbyllur. Vendi ku duhej të shkonte u fshi.",
  "notice-not-kept": "Asgjë nuk ndryshoi. Provoni përsëri pas pak.",
  "attach-later": "Fotografi, një regjistrim ose skedarë mund të shtohen në hapin tjetër.",
  "attach-title": "Shtoni fotografi, një regjistrim ose skedarë",
  "attach-lead": "Secili mund të ketë deri në {size} MB. Mbyllen me kyç në këtë telefon, si fjalët tuaja.",
  "attach-hidden":
    "Fotografitë shpesh kanë hollësi të fshehura: vendin, kohën, telefonin. Ne i heqim para se të dërgohet diçka.",
  "attach-never":
    "Ju lutemi mos dërgoni kurrë fotografinë e një fëmije pa rroba, as si provë. Ta kesh mund të jetë krim dhe e lëndon fëmijën përsëri. Na thoni me fjalë se ku e patë.",
  "attach-choose": "Zgjidhni fotografi ose skedarë",
  "attach-record": "Regjistroni zërin",
  "attach-record-why": "Kush ju njeh mund t’ju njohë zërin.",
  "attach-recording": "Po regjistrohet: {seconds} s",
  "attach-record-stop": "Ndaleni regjistrimin",
  "attach-record-no": "Ky shfletues nuk regjistron këtu, ose mikrofoni është i mbyllur.",
  "attach-too-large": "{name} është më i madh se {size} MB. U la jashtë.",
  "attach-empty": "{name} është bosh. U la jashtë.",
  "attach-too-many": "Më së shumti {count} me një letër.",
  "attach-cleaned": "Hollësitë e fshehura u hoqën",
  "attach-unknown":
    "Ky skedar mund të ketë hollësi të fshehura, si një emër ose një vend. Këtu nuk mund të hiqen.",
  "attach-send-anyway": "Dërgojeni siç është",
  "attach-keep": "Dërgoni edhe origjinalin, me hollësitë e fshehura, si provë",
  "attach-keep-why": "Mbyllet me kyç si gjithçka tjetër. Vetëm ata që përgjigjen mund ta hapin.",
  "attach-kept": "Origjinali, me hollësitë e fshehura",
  "attach-remove": "Lëreni jashtë",
  "attach-sending": "Po dërgohet {name}: {percent}%",
  "attach-full": "Nuk zë më këtu. Pjesën tjetër mund ta thoni me fjalë.",
  "attach-open": "Tregoje",
  "attach-opening": "Po hapet…",
  "attach-open-failed": "Nuk u hap dot.",
  "attach-save": "Ruani një kopje",
  "talk-close": "Mbylleni dhe harroni fjalët e mia",
  "visit-ended":
    "Kjo vizitë mbaroi, që askush të mos lexojë më tej pas jush. Shkruani fjalët tuaja edhe një herë.",

  "offer-title": "A mund të hapim një dosje për ju, te {agency}?",
  "offer-lead":
    "Dosjen do ta mbante {agency}. Nëse thoni po, edhe {recipient} mund të shohë këtë, dhe vetëm këtë:",
  "offer-not": "{recipient} nuk sheh:",
  "offer-not-letters": "Mesazhet që keni shkruar këtu",
  "offer-not-others":
    "Askush tjetër nuk sheh asgjë nga kjo pa lejen tuaj. Vetëm urdhri i një gjyqtari mund ta hapte një pjesë, dhe ju do ta shihnit këtë këtu.",
  "offer-for": "Qëllimi: {purpose}. Deri më {date}.",
  "offer-yes": "Po, jam dakord",
  "offer-no": "Jo tani",
  "offer-free": "Lejen mund ta tërhiqni në çdo kohë. Mbështetja për ju nuk ndalet për këtë.",
  "offer-said-yes": "Ju thatë po. Mund ta tërhiqni lejen te “Dosja ime”.",
  "offer-said-no": "Ju thatë “jo tani”. Nuk prish punë. Mund të flisni përsëri për këtë në çdo kohë.",
  "offer-taken-back": "Ne e tërhoqëm këtë pyetje.",
  "offer-changed": "Pyetja ka ndryshuar. Ju lutemi, lexojeni përsëri.",
  "offer-over": "Koha e kësaj pyetjeje ka mbaruar.",
  "transfer-title": "A mund t’ju përgjigjet {to} që tani e tutje?",
  "transfer-lead": "Këtë e pyet {from}. Asgjë nuk ndryshon pa pëlqimin tuaj.",
  "transfer-reads": "{to} do të mund të lexonte të gjitha letrat dhe skedarët këtu.",
  "transfer-no-more":
    "{from} nuk do të mund të lexonte më asnjë. Atë që kanë lexuar më parë, mund ta mbajnë mend.",
  "transfer-words": "Fjalët tuaja mbeten po ato. Ktheheni në të njëjtën mënyrë.",
  "transfer-sentence":
    "Jam dakord që {to} t’i lexojë të gjitha letrat dhe skedarët e kësaj bisede dhe të më përgjigjet që tani e tutje, në vend të {from}.",
  "transfer-free": "Nëse thoni “jo tani”, {from} vazhdon t’ju përgjigjet.",
  "transfer-locking": "Letrat tuaja po kyçen për {to}…",
  "transfer-said-yes": "Ju thatë po. Tani këtu lexon dhe përgjigjet {to}.",
  "transfer-said-no": "Ju thatë “jo tani”. {from} vazhdon t’ju përgjigjet.",
  "transfer-nobody": "Askush te {to} nuk mund ta marrë përsipër tani. Asgjë nuk ka ndryshuar.",
  "transfer-from-here": "Që këtej lexon dhe përgjigjet {to}.",
  "stand-in-ask":
    "Nëse askush te {agency} nuk e hap letrën time brenda {hours, plural, one {një ore} other {# orësh}}, mund ta hapë {other}.",
  "stand-in-why":
    "Që asnjë letër të mos mbetet pa u lexuar. Atëherë do t’ju përgjigjej {other}. Para kësaj {other} nuk mund ta lexojë, përveç nëse e shkel këtë rregull bashkë me ata që drejtojnë këtë server.",
  "stand-in-letter":
    "{other} mund ta hapë këtë nga {day}, rreth orës {hour}, nëse deri atëherë askush këtu nuk e ka hapur.",
  "stand-in-opened":
    "Askush te {from} nuk e kishte hapur në kohë. Prandaj e hapi {to}, siç kishit pranuar. Që këtej lexon dhe përgjigjet {to}.",
  "stand-in-changed":
    "Ka ndryshuar kush mund ta hapë këtë kur askush nuk e hap në kohë. Shikojeni edhe një herë më poshtë, pastaj dërgojeni.",
  "consent-sentence":
    "Jam dakord që {agency} të hapë një dosje për mua. Lejoj që {recipient} ta shohë këtë: {categories}. Qëllimi është: {purpose}. Kjo mbaron më {until}. Mund ta tërheq lejen në çdo kohë.",
  "consent-in-person-sentence":
    "Lejoj që {recipient} ta shohë këtë nga dosja ime te {agency}: {categories}. Qëllimi është: {purpose}. Kjo mbaron më {until}. Mund ta tërheq lejen në çdo kohë. Atëherë {recipient} nuk mund të lexojë më. Atë që kanë lexuar më parë, mund ta mbajnë mend. Nëse them jo, marr të njëjtën ndihmë.",

  "orders-title": "Urdhra që duhet të presin para se të tregohen",
  "orders-lead":
    "Një gjykatë mund të urdhërojë që dikujt, për njëfarë kohe, të mos i thuhet se i është hapur një pjesë e dosjes.",
  "orders-few": "Kur filloi ky muaj ({date}), te ne kishte më pak se {count} të tillë, ose asnjë.",
  "orders-some":
    "Kur filloi ky muaj ({date}), te ne kishte të paktën {count} të tillë, dhe më pak se {left}.",
  "orders-end":
    "Secili përmend një gjykatë dhe ka një fund. Kur vjen fundi, personi i sheh të gjitha në dosjen e vet, pa bërë asgjë.",
  "orders-why":
    "Numërojmë pesë nga pesë, dhe një herë në muaj. Një numër i saktë mund t’i tregonte një personi se bëhet fjalë për të.",
  "file-title": "Dosja ime",
  "file-lead":
    "Çfarë është shkruar për ju, kush e pa dhe çfarë vjen më pas. Dosja është e juaja. Asgjë që është këtu nuk mbetet në këtë telefon.",
  "file-none":
    "Ende nuk ka dosje për ju. Nëse ne pyesim për të hapur një, pyetjen e shihni te mesazhet tuaja.",
  "file-back": "Kthehuni te mesazhet e mia",
  "file-rests":
    "Kjo dosje është në pauzë. Dikush tha te {agency} se këto fjalë janë në duar të tjera. Derisa të sqarohet, ato nuk hapin as dosje, as letra.",
  "file-rests-yours":
    "Ishit ju? Atëherë gjithçka është në rregull. Nga kjo ditë e tutje ({date}) mund të merrni fjalë të reja te {agency}.",
  "file-rests-no": "Nuk isha unë",
  "file-rests-said":
    "Dikush tha jo me këto fjalë, dhe kjo vlen. Për fjalë të reja tani duhet edhe një person, që t’ju shohë ballë për ballë. Nëse nuk ndodh, kjo dosje hapet përsëri ({date}).",
  "file-rests-third":
    "Edhe një person tha po për fjalë të reja. Ato mund të merren nga kjo ditë e tutje ({date}). Nuk ishit ju? Shkoni te {agency} dhe tregojuni.",
  "file-rests-pause":
    "Me këto fjalë nuk mund ta ndërpritni tani lejen për të tjerët. Thuajeni ballë për ballë te {agency}: atje mund ta ndërpresin menjëherë për ju.",
  "file-rests-help": "Mund të na shkruani ende: nisni te faqja jonë e parë, si herën e parë.",
  "file-no-counts":
    "Dikush kërkoi përsëri fjalë të reja te {agency}. Jo-ja e thënë me këto fjalë vlen ende: edhe një person duhet t’ju shohë ballë për ballë.",
  "file-held-by": "Këtë dosje e mban {agency}.",
  "file-handed-over":
    "{day}: kjo dosje kaloi nga {from} te {to}. {from} tha se ju ishit dakord. Nëse nuk ishit, shkruani te {to}.",
  "file-handed-by-order":
    "{day}: kjo dosje kaloi nga {from} te {to}, për shkak të një urdhri ligjor që e gjeni më poshtë.",
  "file-agency-left":
    "{agency} nuk punon më këtu. Tani nuk sheh asgjë nga dosja juaj; atë që ka lexuar ose ka marrë më parë, mund ta ketë ende.",
  "letters-agency-left":
    "Këtu nuk lexon më askush: kjo organizatë është larguar. Ju mund ta lexoni ende atë që u shkrua. Për t’u shkruar atyre që lexojnë këtu tani, filloni nga e para.",
  "file-number": "Dosja {number}",
  "file-next": "Çfarë vjen më pas",
  "file-now": "Tani: {state}",
  "file-since": "Që prej: {date}",
  "file-by": "Afati: {date}",
  "file-nothing-due": "Nuk ka asgjë me afat. Nuk keni nevojë të bëni asgjë.",
  "file-late": "Kjo duhej të ishte bërë deri tani. Mund të pyesni për këtë te mesazhet tuaja.",
  "file-looked": "Kush e pa",
  "file-looked-none": "Ende nuk e ka parë askush.",
  "file-looked-read": "lexoi: {category}. Qëllimi: {purpose}.",
  "file-looked-you": "Ju lexuat: {category}.",
  "file-looked-refused": "kërkoi: {category}. Kjo mbeti e mbyllur.",
  "file-looked-refused-consent": "kërkoi: {category}. Pa lejen tuaj, kjo mbeti e mbyllur.",
  "file-looked-all": "Shihni të gjithë ata që e panë",
  "file-looked-fewer": "Shfaqni më pak",
  "file-allow": "Çfarë lejoni",
  "file-allow-lead": "Secilën leje mund ta hiqni. Mbështetja për ju nuk varet nga kjo.",
  "file-allow-none": "Nuk i keni lejuar asgjë askujt tjetër.",
  "file-allow-what": "{agency} mund të shohë: {categories}",
  "file-allow-until": "Qëllimi: {purpose}. Deri më {date}.",
  "file-allow-off": "Ju e hoqët këtë leje më {date}. Ata u njoftuan menjëherë, dhe nuk mund të lexojnë më.",
  "file-allow-over": "Kjo mbaroi më {date}. Ata nuk mund të lexojnë më.",
  "file-on": "Vlen",
  "file-off": "Nuk vlen",
  "file-turned-off":
    "Leja u hoq. Ata u njoftuan menjëherë, dhe nuk mund të lexojnë më. Atë që kanë lexuar më parë, mund ta mbajnë mend.",
  "file-turn-on": "Për ta dhënë përsëri lejen, na shkruani te mesazhet tuaja.",
  "means-title": "Çfarë do të thotë heqja e lejes",
  "means-live-share": "Që nga ai çast, ata nuk mund të lexojnë më.",
  "means-copy-read":
    "Atë që kanë lexuar më parë, mund ta mbajnë mend. Atyre u thuhet se ju e tërhoqët lejen. Këtu shihni çfarë lexuan.",
  "means-legal-order": "Urdhri i një gjyqtari vazhdon. Çdo urdhër e shihni këtu.",
  "means-legal-hold":
    "Atë që një gjyqtar na thotë ta ruajmë, e ruajmë derisa urdhri të mbarojë. Çdo urdhër e shihni këtu.",
  "means-snapshot":
    "Në numrat që botojmë më vonë, ju nuk numëroheni, përveç nëse jepni përsëri leje për diçka.",
  "means-release":
    "Numrat që janë botuar tashmë nuk mund të merren mbrapsht. Askush nuk mund t’ju gjejë në ta.",
  "means-no-copy": "Ne nuk i japim kopje të dosjes suaj asnjë sistemi tjetër kompjuterik.",
  "given-words": "Ju dhatë lejen me fjalët tuaja, më {date}.",
  "given-in-person": "Ju vetë e thatë këtë, ballë për ballë, te {agency}, më {date}.",
  "given-by-guardian": "Personi juaj kujdestar e tha këtë te {agency}, më {date}.",
  "given-assent": "Ata shkruan se ju pyetën edhe ju, dhe thatë po.",
  "given-not": "Unë nuk e thashë këtë",
  "given-not-sure": "Ne e heqim tani lejen, dhe ata që e shkruan këtë duhet ta shpjegojnë.",
  "given-not-yes": "Unë nuk e thashë këtë",
  "given-not-no": "Lëreni siç është",
  "given-not-done": "Leja u hoq. Ne e shqyrtojmë këtë, dhe afatin e shihni te “Çfarë vjen më pas”.",
  "given-disputed": "Ju na thatë më {date} se nuk e keni thënë këtë.",
  "reads-title": "Lexuar deri tani:",
  "reads-one": "{category}, herën e fundit më {time}.",
  "reads-none": "Deri tani nuk kanë lexuar asgjë.",
  "file-pause": "Ndërpritni tani çdo leje për të tjerët",
  "file-pause-sure":
    "Atëherë vetëm {agency} mund ta lexojë dosjen tuaj. Atë që të tjerët kanë lexuar më parë, mund ta mbajnë mend.",
  "file-pause-yes": "Po, ndërpriteni",
  "file-pause-no": "Jo, lëreni",
  "file-paused": "Çdo leje për të tjerët u hoq. Të gjithë u njoftuan menjëherë.",
  "file-orders": "Urdhri i një gjyqtari mund të hapë një pjesë pa lejen tuaj.",
  "file-orders-none": "Sot nuk ka asnjë. Nëse vjen një, e shihni këtu.",
  "file-order": "{authority} ({article}): {agency} mund të shohë këtë: {categories}. Deri më {date}.",
  "file-hold":
    "{authority} ({article}): ne duhet ta ruajmë këtë: {categories}. Deri më {date}. Për shkak të kësaj nuk e sheh askush tjetër.",
  "file-order-number": "Numri: {reference}.",
  "file-order-over": "Ai mbaroi më {date}.",
  "file-order-deferred": "Deri më {date}, {court} nuk lejoi që ta dinit këtë. Tani i shihni të gjitha.",
  "file-order-means":
    "Një urdhër nuk mund ta hiqni këtu. Ai hap vetëm atë që përmend. Te mesazhet tuaja mund të na kërkoni ndihmën e një avokati.",
  "file-read": "Lexoni çfarë është shkruar",
  "file-read-lead":
    "Vendi ku mund t’ju gjejnë, kontakti juaj i sigurt dhe hollësitë e njerëzve të tjerë nuk janë këtu: që askush që jua merr fjalët të mos i mësojë dot.",
  "file-read-none": "Ende nuk është shkruar asgjë.",
  "file-read-open": "Lexoni: {category}",
  "file-read-written": "Shkruar nga {agency}, {date}",
  "file-read-empty": "Në këtë pjesë nuk ka asgjë që shfaqet këtu.",
  "wish-title": "Ndryshime të mëdha, që presin",
  "wish-lead":
    "Çdo leje për të tjerët mund ta ndërpritni menjëherë, më lart. Ajo që nuk mund të kthehet mbrapsht pret 7 ditë: dikush tjetër mund t’jua ketë marrë fjalët.",
  "wish-change-contact": "Ndryshoni kontaktin tim të sigurt",
  "wish-end-guardian": "Personi im kujdestar të mos e lexojë më këtë dosje",
  "wish-leave": "Largohem: nuk dua më mbështetje",
  "wish-erase": "Fshijeni këtë dosje",
  "wish-change-contact-means":
    "Ne presim 7 ditë. Më parë flasim me ju, në mënyrën që kemi vendosur bashkë ose ballë për ballë. Pastaj ju na tregoni mënyrën e re.",
  "wish-end-guardian-means":
    "Ne presim 7 ditë. Më parë flasim me ju, në mënyrën që kemi vendosur bashkë ose ballë për ballë. Pastaj personi juaj kujdestar nuk mund të lexojë më.",
  "wish-leave-means":
    "Ne presim 7 ditë. Më parë flasim me ju, në mënyrën që kemi vendosur bashkë ose ballë për ballë. Pastaj mbaron çdo leje për të tjerët. Mund të ktheheni në çdo kohë.",
  "wish-erase-means":
    "Ne presim 7 ditë. Më parë flasim me ju, në mënyrën që kemi vendosur bashkë ose ballë për ballë. Pastaj dosja zhduket përgjithmonë. Atë që të tjerët kanë lexuar, mund ta mbajnë mend. Ajo që mban urdhri i një gjyqtari mbetet derisa të mbarojë urdhri.",
  "wish-yes": "Po, kërkojeni",
  "wish-no": "Jo, lëreni",
  "wish-asked": "E shënuam. Ende nuk ndodh asgjë. Ne do të lidhemi me ju.",
  "wish-waiting":
    "Dikush me këto fjalë e kërkoi këtë. Asgjë nuk ndodh para kësaj dite: {date}. Nuk ishit ju? Ndaleni.",
  "wish-ripe":
    "Ato 7 ditë kaluan. Që nga kjo ditë ({date}) kjo mund të bëhet, me numrin që ju dhamë kur folëm.",
  "wish-number": "Numri që ju dhamë: 8 shifra",
  "wish-number-wrong": "Ky nuk është numri, ose nuk vlen më. Na kërkoni një të ri kur të flasim.",
  "wish-now": "Bëjeni tani",
  "wish-stop": "Ndaleni",
  "wish-stopped": "U ndal. Nuk ndodh asgjë.",
  "wish-done": "U bë.",
  "wish-held": "U bë, përveç asaj që e mban ende urdhri i një gjyqtari. Ajo zhduket kur mbaron urdhri.",
  "file-locked":
    "Kjo nuk mund të hapet tani: njerëzit që e ruajnë e kanë mbyllur me kyç për njëfarë kohe, ose nuk lidhemi dot me ta. Ajo është ende atje, dhe tani nuk e ka hapur askush tjetër. Provoni përsëri më vonë.",
  "file-failed": "Kjo nuk u bë. Asgjë nuk u ndryshua.",
  "file-wrong": "Diçka nuk është e saktë? Na shkruani te mesazhet tuaja, dhe thoni çfarë.",
  "file-safe": "A mund ta lexoni tani pa rrezik? Askush nuk duhet ta shohë ekranin tuaj.",
  "file-safe-yes": "Po, hape",
  "file-safe-no": "Jo tani",
  "file-hide": "Fshihe menjëherë",
  "decoy-1": "Pini një gotë ujë kur zgjoheni.",
  "decoy-2": "Ajrosni dhjetë minuta çdo ditë.",
  "decoy-3": "Ecni pak pas ngrënies.",
  "file-copy": "Merrni një kopje",
  "file-copy-means":
    "Ajo ruhet në këtë telefon dhe nuk është e kyçur: kush e gjen, mund ta lexojë. Mund t’ia jepni avokatit tuaj ose dikujt që i besoni.",
  "file-copy-yes": "Ruaje kopjen",
  "file-copy-no": "Pa kopje",
  "file-copy-making": "Kopja po shkruhet…",
  "file-copy-done": "Kopja u ruajt.",
  "file-copy-made":
    "Kopjuar më {date} nga ajo që mban {agency}. Disa pjesë nuk i tregohen askujt këtu, për shembull ku jetojnë njerëzit.",
  yes: "Po",
  no: "Jo",

  "category-identity": "emri im dhe kush jam",
  "category-contact": "si mund të lidhen me mua pa rrezik",
  "category-account": "çfarë tregova",
  "category-health": "shëndeti im",
  "category-needs-and-risk": "çfarë më duhet dhe çfarë është e rrezikshme për mua",
  "category-status": "e drejta ime për të qëndruar",
  "category-work-and-documents": "puna ime dhe dokumentet e mia",
  "category-money": "paratë që më takojnë",
  "category-justice": "çështja në gjyq",
  "purpose-support": "ndihma për mua",
  "purpose-identification": "sqarimi i asaj që më ka ndodhur",
  "purpose-decision": "një vendim për mbrojtjen time",
  "purpose-investigation": "një hetim",
  "purpose-prosecution": "një çështje në gjyq",
  "purpose-remedy": "kthimi i asaj që më takon",
  "purpose-statistics": "numërimi, pa emrin tim",
  "purpose-oversight": "kontrolli që puna të bëhet mirë",
  "role-intake-worker": "Dikush që u përgjigjet mesazheve",
  "role-caseworker": "Dikush që merret me dosjen tuaj",
  "role-health-worker": "Dikush që punon në shëndetësi",
  "role-legal-adviser": "Dikush që jep këshilla ligjore",
  "role-guardian": "Një person kujdestar",
  "role-investigator": "Dikush që heton",
  "role-prosecutor": "Dikush nga prokuroria",
  "role-decision-maker": "Dikush që vendos për mbrojtjen",
  "role-labour-inspector": "Dikush nga inspektorati i punës",
  "role-child-protection-officer": "Dikush që mbron fëmijët",
  "role-statistician": "Dikush që numëron",
  "role-data-protection-officer": "Dikush që kujdeset për të dhënat tuaja",
  "role-auditor": "Dikush që kontrollon punën",
  "role-supervisor": "Dikush që drejton ekipin",
  "role-other": "Dikush",

  "talk-new": "I ri",
  "receipt-title": "Një vërtetim se këtë e shkruat ju",
  "receipt-why":
    "Ai tregon se ky mesazh erdhi këtu, dhe në cilën orë. Nuk tregon çfarë shkruat. Kush e gjen, e di se keni shkruar këtu. Ruajeni vetëm aty ku nuk shikon askush tjetër.",
  "receipt-show": "Shfaqeni vërtetimin",
  "receipt-asking": "Një çast…",
  "receipt-label": "Vërtetimi",
  "receipt-save": "Ruajeni si skedar",
  "receipt-check": "Kushdo mund ta kontrollojë në faqen /ledger të këtij sajti.",
  "receipt-wrong":
    "Ky vërtetim nuk është në rregull, prandaj nuk e shfaqim. Mund të na e thoni me një mesazh.",
  "receipt-failed": "Vërtetimi nuk mund të bëhej. Provoni përsëri pas pak.",
  "file-looked-when": "{agency}. {time}",
  "file-glass":
    "Në një rast urgjent, dikush te {agency} hapi këtë: {category}. Arsyeja që dha: “{reason}”. {time}",
  "file-glass-title": "Hapur në rast urgjent",
  "clock-early-support": "Duhet të fillojë mbështetja e parë për ju",
  "clock-consent-review": "Ju pyesim përsëri çfarë lejoni",
  "clock-referral-answer": "Të tjerët duhet të përgjigjen nëse mund të ndihmojnë",
  "clock-reasonable-grounds": "Autoriteti duhet të japë përgjigjen e parë",
  "clock-recovery-ends": "Mbaron koha juaj për pushim. Mund të kërkoni më shumë. Mbështetja për ju vazhdon",
  "clock-conclusive-grounds": "Autoriteti duhet të vendosë",
  "clock-reconsideration": "Rishikimi i vendimit duhet të jetë bërë",
  "clock-follow-up": "Ju pyesim si jeni, nëse doni",
  "clock-consent-disputed": "Shqyrtojmë lejen që ju nuk e dhatë",
  "clock-contact-change": "Shënojmë kontaktin tuaj të ri të sigurt",
  "clock-other": "Diçka duhet të bëhet për ju",

  "state-contact": "jemi takuar",
  "state-contact-more": "Dikush ju dëgjon. Asgjë nuk është vendosur.",
  "state-screened": "u bë një bisedë e parë",
  "state-screened-more": "Dimë pak nga ajo që ju duhet. Ju zgjidhni çfarë vjen më pas.",
  "state-early-support": "mbështetja e parë",
  "state-early-support-more": "Ju merrni mbështetje tani. Ajo nuk varet nga asnjë vendim.",
  "state-referred": "u kërkua ndihmë nga të tjerë",
  "state-referred-more": "Mbështetja për ju vazhdon ndërsa prisni përgjigjen e tyre.",
  "state-reasonable-grounds": "një vendim i parë",
  "state-reasonable-grounds-more": "Autoriteti ka arsye të besojë se ju keni nevojë për mbrojtje.",
  "state-recovery": "kohë për pushim",
  "state-recovery-more":
    "Keni kohë të pushoni dhe të mendoni. Askujt nuk i lejohet ta shkurtojë. Mund të kërkoni më shumë.",
  "state-conclusive-grounds": "vendimi kryesor",
  "state-conclusive-grounds-more":
    "Autoriteti vendos për mbrojtjen tuaj. Nëse përgjigjja është jo, ju i merrni arsyet në gjuhën tuaj, dhe mund të kërkoni rishikim të vendimit.",
  "state-inclusion": "përsëri jeta juaj",
  "state-inclusion-more": "Shtëpi, punë, dokumente, shkollë: vazhdojmë me ju sa kohë të doni.",
  "state-closed": "dosja është mbyllur",
  "state-closed-more": "Mund të ktheheni në çdo kohë.",
  "state-follow-up": "herë pas here ju pyesim si jeni",
  "state-follow-up-more": "Vetëm nëse doni.",
  "state-missing": "nuk e dimë ku jeni",
  "state-missing-more": "Nuk keni detyrim të na e thoni. Nëse jeni në rrezik, telefononi për ndihmë.",
  "state-withdrawn": "ju e ndalët",
  "state-withdrawn-more": "Kjo është e drejta juaj. Mund të ktheheni në çdo kohë.",
  "state-abroad": "jeni në një vend tjetër",
  "state-abroad-more": "Nëse doni, mund të gjejmë dikë atje.",
  "state-reopened": "dosja është hapur përsëri",
  "state-reopened-more": "Vazhdojmë nga aty ku jeni tani.",
  "state-reconsideration": "rishikimi i vendimit",
  "state-reconsideration-more": "Mbështetja për ju vazhdon ndërsa prisni.",
};
