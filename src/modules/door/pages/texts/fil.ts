import type { Catalogue } from "../../../../core/texts/index.ts";
import type { DoorKey } from "./en.ts";

/**
 * The same in Filipino. The reader is ikaw, plain and warm, without po; an agency is organisasyon, since
 * “ahensiya” makes many think of who sent them abroad; CLDR’s “one” is also 2, 3, 5 and 7 here, so a single
 * thing is `=1`. No native reader has checked it yet: see `reviews.ts`.
 */
export const fil: Catalogue<DoorKey> = {
  "site-name": "Mga payo sa araw-araw",
  "skip-to-text": "Diretso sa teksto",
  leave: "Umalis ngayon",
  "leave-how":
    "Pindutin ang “Umalis ngayon”, o ang Esc nang tatlong beses. Mawawala ang pahinang ito, at hindi ito mababalikan sa pindutang pabalik.",
  "trial-door":
    "Pansubok lang ang pahinang ito. Gawa-gawa ang mga tao rito. Huwag magsulat ng kahit anong totoo.",
  "unchecked-text": "Wala pang mambabasang lumaki sa wikang Filipino na sumuri sa tekstong ito.",
  "change-language": "Palitan ang wika",
  "go-home": "Sa unang pahina",
  "danger-now": "Nasa panganib ka ba ngayon?",
  "danger-call": "Tawagan ang",
  "danger-free": "Libre ang tawag.",
  "no-lock":
    "Ikinakandado muna ng pahinang ito, sa telepono mo, ang isinulat mo bago ito ipadala. Hindi ito pinapayagan ng browser mo: luma na ito, o nakasara ang JavaScript. Pinakaligtas na buksan ang pahinang ito sa ibang browser, o sa ibang telepono.",
  "plain-offer":
    "Kung hindi puwede, may simpleng paraan. Mas mahina ang proteksiyon nito, at sinasabi muna nito kung paano.",
  "plain-title": "Ang simpleng paraan",
  "plain-if": "Hindi ba gumagana ang pindutan sa browser mo?",
  "plain-weaker":
    "Mas mahina ang proteksiyon sa paraang ito. Dito, hindi kinakandado ng telepono mo ang isinulat mo. Pumupunta ito sa computer namin sa saradong linya, at ang computer namin ang nagkakandado nito para sa mga sumasagot. Sa sandaling iyon, puwede itong mabasa ng sinumang nakapasok sa computer namin. Ganoon din ang mga salita mo sa pagbalik, at tuwing bubuksan mo rito ang mga sulat mo.",
  "plain-not":
    "Kailangan ng browser na nagkakandado para sa mga litrato, file, patunay na sumulat ka, “Ang talaan ko” at pagsagot ng oo sa tanong.",
  "plain-leave":
    "Mas kaunti ang nagagawa rito ng “Umalis ngayon”: puwedeng ipakita ulit ng pindutang pabalik ang pahinang ito. Isara ang window kapag tapos ka na.",
  "plain-restore":
    "Puwedeng itago ng browser mo ang isinusulat mo hanggang maipadala ito. Sampung minuto pagkatapos noon, puwedeng buksan ulit ng pindutang pabalik ang mga liham mo. Kapag hindi naipadala, puwedeng mas matagal itong itago ng browser, kahit isara mo na.",
  "plain-over":
    "Sampung minutong bukas ang pahinang ito at tapos na. Buksan ang mga liham gamit ang mga salita mo.",
  "plain-send": "Ipadala sa simpleng paraan",
  "lock-getting-ready": "Inihahanda ang kandado…",
  "lock-failed": "Hindi na-load ang kandado. Narito pa ang isinulat mo. Tingnan ang koneksiyon mo.",
  "try-again": "Subukan ulit",
  "away-title": "Hindi mabuksan ang pahinang ito ngayon",
  "away-lead":
    "Walang sira ang telepono mo. Napakaraming tao rito ngayon, o may sandaling huminto sa panig namin. Maghintay nang kaunti, saka subukan ulit.",

  // tell
  "tell-title": "Magkuwento o magtanong sa amin",
  "tell-lead":
    "Kahit gaano karami o kakaunti ang sabihin mo, ayos lang. Hindi mo kailangang magbigay ng pangalan. Puwede mong laktawan ang kahit ano.",
  "tell-children":
    "Kung nasa panganib ang isang bata, maaaring kailanganing sabihin ito ng mga nagtatrabaho rito para sa mga bata sa tanggapang nangangalaga sa mga bata. Puwede ka munang magtanong nang walang pangalan.",
  "tell-readers":
    "Ang mga sumasagot lang para sa {agency} ang makakabasa nito. Hindi nila ito sinasabi sa iba nang walang pahintulot mo, maliban kung iutos ng hukom o hingin ng batas dahil may batang nasa panganib.",
  "tell-answers": "Sumasagot sila sa loob ng {hours, plural, =1 {isang oras} one {# oras} other {# oras}}.",
  "tell-quiet":
    "Walang sumasagot na pumunta rito sa nakaraang {hours, plural, =1 {isang oras} one {# oras} other {# oras}} o higit pa, kaya maaaring mas matagal ngayon. Maaaring bukas ang mga lugar sa ibaba.",
  "tell-attended": "May tao rito {hours}. {time} na rito ngayon.",
  "tell-always": "May tao rito araw at gabi.",
  "tell-here-now": "May tao rito ngayon.",
  "tell-away-now": "Walang tao rito sa ngayon. Puwede kang sumulat anumang oras.",
  "tell-open-now": "Bukas ngayon: {places}.",
  "tell-open-more": "Tingnan kung sino pa ang bukas ngayon",
  "tell-question": "Ano ang gusto mong sabihin?",
  "tell-question-why": "Para malaman namin kung paano tumulong. Puwede kang sumulat sa kahit anong wika.",
  "tell-language": "Sa anong wika kami dapat sumagot?",
  "tell-language-why": "Para mabasa mo ang sagot namin. Puwede mo itong hayaan nang ganito.",
  "tell-subject": "Tungkol saan ito?",
  "tell-subject-why": "Para ang tamang tao ang sumagot. Puwede mo itong laktawan.",
  "subject-none": "Ayaw kong sabihin",
  "subject-me": "Tungkol sa akin",
  "subject-someone": "Tungkol sa taong kilala ko",
  "subject-seen": "Isang bagay na nakita ko",
  "subject-job": "Isang alok na trabaho",
  "subject-website": "Isang website o app",
  "ask-safe": "Ligtas ka ba ngayon?",
  "ask-safe-why": "Kung hindi, sasabihin muna namin kung sino ang puwede mong tawagan.",
  "ask-reach": "Kailan ligtas para sa iyo na magbasa rito?",
  "ask-reach-why": "Para malaman namin kung gaano katagal puwedeng maghintay ang sagot.",
  "ask-danger": "Nasa panganib ba ang taong ito ngayon?",
  "ask-danger-why": "Kung oo, sasabihin muna namin kung sino ang puwede mong tawagan.",
  "ask-know": "Paano mo ito nalaman?",
  "ask-know-why": "Para hindi namin itanong ang hindi mo puwedeng malaman.",
  "ask-where": "Saan at kailan ito?",
  "ask-where-why": "Sapat na ang isang kalye, lugar, o araw. Laktawan ang hindi mo tiyak.",
  "ask-who": "Ano ang nakita mo roon?",
  "ask-who-why":
    "Sabihin lang ang nakita mo. Hindi kailangan ng mga pangalan, at huwag na sanang bumalik para tumingin.",
  "ask-job": "Sino ang nag-aalok ng trabaho, at saan?",
  "ask-job-why": "Pangalan ng kompanya, page, o tao, kung mayroon ka.",
  "ask-before": "Ano muna ang hinihingi nila sa iyo?",
  "ask-before-why": "Pera, papeles, o litrato, halimbawa. Madalas makita roon kung ano talaga ang alok.",
  "ask-site": "Aling site, app, o account ito?",
  "ask-site-why": "Isang address o pangalan. Hindi mo na ito kailangang buksan muli.",
  "ask-there": "Ano ang ipinapakita o sinasabi roon?",
  "ask-there-why":
    "Sa sarili mong salita. Huwag sanang magpadala ng larawan ng batang walang damit: puwedeng krimen ang magkaroon nito, kahit para tumulong.",
  "tell-keep": "Itago ang tekstong ito sa teleponong ito hanggang maipadala ko",
  "tell-keep-why":
    "Kung gayon, nandito pa rin ito kapag nag-load muli ang page. Mababasa ito ng sinumang magbubukas ng page na ito sa teleponong ito. Mawawala ito kapag ipinadala mo o pinindot mo ang button para umalis.",
  "tell-keep-cannot": "Walang itinatago ang browser na ito. Nasa page na ito lang ang teksto mo.",
  "tell-lock": "Ikinakandado sa teleponong ito ang isinulat mo bago ito ipadala.",
  "tell-unsent":
    "Hangga’t hindi mo ito ipinapadala, nasa pahinang ito lang ang tekstong ito. Kapag isinara mo ang pahina, mawawala ang teksto.",
  "tell-send": "Ikandado at ipadala",
  "tell-rather": "Mas gusto kong magsalita o magpadala ng litrato",
  "tell-rather-why":
    "Ipapadala ang pangungusap na ito bilang unang liham. Pagkatapos, makukuha mo ang mga salita mo sa pagbalik, at puwede kang mag-record ng boses o magdagdag ng mga litrato.",
  "tell-empty": "Wala pang maipapadala. Sumulat kahit kaunti, o pindutin ang “Umalis ngayon”.",
  "tell-making-words":
    "Ginagawa ang daan mo pabalik… Puwede itong tumagal nang ilang segundo sa lumang telepono.",
  "tell-sending": "Ipinapadala…",
  "tell-not-sent": "Hindi ito naipadala. Narito pa ang isinulat mo.",
  "no-connection": "Walang koneksiyon ngayon. Narito pa ang isinulat mo. Subukan ulit maya-maya.",
  "too-many":
    "Napakaraming liham ang dumating sa maikling oras. Wala kang ginawang mali, at narito pa ang isinulat mo. Hayaang nakabukas ang pahinang ito at ipadala ulit pagkalipas ng {minutes, plural, =1 {isang minuto} one {# minuto} other {# minuto}}. Kung nasa panganib ka, tawagan ang {number}.",
  "door-closed":
    "Walang makakasagot dito sa ngayon, kaya walang maipapadala. Kung nasa panganib ka, tawagan ang {number}.",
  "readers-not-right":
    "Mukhang hindi tama ang listahan ng mga sumasagot dito, kaya walang naipadala. Narito pa ang isinulat mo. Huwag magpadala mula sa pahinang ito ngayong araw; kung kailangan mo ng tulong ngayon, tawagan ang {number}.",

  // words
  "words-step": "Hakbang 2 sa 3. Naipadala na ito.",
  "words-title": "Ang walong salitang ito ang daan mo pabalik.",
  "words-title-digits": "Ang 26 na digit na ito ang daan mo pabalik.",
  "words-lead":
    "Gamit ang mga ito, mababasa mo ang sagot namin. Walang ibang may hawak ng mga ito. Kapag nawala mo, walang makakahanap ng mga ito para sa iyo: ang magagawa mo na lang ay sumulat ulit sa amin, bilang bagong tao.",
  "words-list-label": "Ang walong salita mo",
  "words-digits-label": "Ang 26 na digit mo",
  "words-hide": "Itago",
  "words-show": "Ipakita",
  "words-as-digits": "Gawing mga digit",
  "words-as-words": "Gawing mga salita",
  "words-hidden": "Nakatago. Pindutin ang “Ipakita” para makita ulit.",
  "words-aloud": "Basahin nang malakas",
  "words-aloud-stop": "Itigil ang pagbasa",
  "words-aloud-why": "Maririnig ito ng mga malapit sa iyo.",
  "words-keep-title": "Paano iingatan ang mga ito",
  "words-keep-paper": "Sa papel, kasama ng ibang bagay.",
  "words-keep-paper-more":
    "Sa listahan ng bibilhin, o sa likod ng resibo. Huwag baguhin ang pagkakasunod-sunod.",
  "words-keep-head": "Sa isip mo.",
  "words-keep-head-more": "Gumawa ng maikling kuwento mula sa mga ito, ayon sa pagkakasunod-sunod.",
  "words-keep-not": "Hindi bilang litrato o sa chat,",
  "words-keep-not-more": "kung may ibang tumitingin sa telepono mo.",
  "words-check-title": "Tingnan natin ang dalawa sa mga ito",
  "words-check-lead":
    "Para hindi ka masarhan sa susunod dahil sa maliit na pagkakamali. Nakatago ang mga ito habang nagta-type ka.",
  "words-check-word": "Salita {position}",
  "words-check-group": "Grupo {position} ng mga digit",
  "words-check-right": "Tama iyan.",
  "words-check-wrong": "Hindi iyon “{typed}”. Pindutin ang “Ipakita”, tingnan ulit, at i-type ulit.",
  "words-check-empty": "I-type ito rito, o pindutin ang “Laktawan”.",
  "words-check-go": "Tingnan at magpatuloy",
  "words-check-skip": "Laktawan, naitabi ko na",
  "done-step": "Hakbang 3 sa 3. Tapos ka na.",
  "done-title": "Salamat. Dumating na ito.",
  "done-lead":
    "Babasahin ito ng isang sumasagot dito. Hindi ka namin matatawagan o masusulatan sa ibang lugar: bumalik ka rito dala ang mga salita mo para basahin ang sagot.",
  "done-read": "Tingnan ang ipinadala ko",

  // come back
  "back-title": "Bumalik",
  "back-lead":
    "I-type ang walong salita mo, o ang 26 na digit mo. Hindi mahalaga ang malalaking titik, mga kuwit at sobrang espasyo.",
  "back-label": "Mga salita o digit mo",
  "back-why":
    "Binubuksan ng mga ito ang mga liham mo. Nananatili ang mga ito sa teleponong ito: isang susi lang na gawa mula sa mga ito ang ginagamit.",
  "back-open": "Buksan",
  "back-opening": "Binubuksan… Puwede itong tumagal nang ilang segundo sa lumang telepono.",
  "back-lost": "Nawala ang mga salita ko",
  "back-lost-file":
    "May talaan ka ba sa amin? Kung mayroon, pumunta ka sa amin, o makipag-usap sa amin sa ligtas na paraang napagkasunduan natin. Dapat alam ng dalawa sa amin na ikaw nga iyon. Pagkalipas ng isang araw, makakakuha ka ng code para sa mga bagong salita.",
  "back-has-code": "May code ako",
  "new-words-title": "Mga bagong salita para sa talaan mo",
  "new-words-lead":
    "Gamit ang code na ibinigay namin sa iyo. Gawin ito nang mag-isa, sa teleponong ikaw lang ang tumitingin.",
  "new-words-code": "Ang code: 20 digit",
  "new-words-why":
    "Isang oras itong magagamit. Kapag ginamit mo ito, hindi na gagana ang mga lumang salita mo. Mananatiling nakakandado ang mga lumang liham: ang mga lumang salita lang ang nagbubukas ng mga iyon.",
  "new-words-make": "Gawin ang mga salita ko",
  "new-words-short": "May 20 digit ang code. Tingnan ito ulit.",
  "new-words-wrong": "Hindi ito ang code, o hindi na ito magagamit. Humingi sa amin ng iba.",
  "new-words-failed": "Hindi ito gumana. Walang nabago. Subukan ulit.",
  "new-words-made":
    "Ang mga ito na ang nagbubukas ng talaan mo mula ngayon. Hindi na ang mga luma. Walang ibang may hawak ng mga ito. Itabi muna ang mga ito bago ka magpatuloy.",
  "new-words-waits":
    "May nagsabi sa {agency} na nawala ang mga salitang ito. Mula {date}, puwede na siyang kumuha ng mga bago, at hindi na gagana ang sa iyo. Hindi ikaw iyon? Pigilan ito.",
  "new-words-stop": "Pigilan ito, nasa akin ang mga salita ko",
  "new-words-stopped": "Napigilan na ito. Hindi magbabago ang mga salita mo.",
  "new-words-were-made":
    "May ginawang mga bagong salita noong {date}, kasama ang {agency}. Hindi ikaw iyon? Sabihin sa kanila.",
  "back-lost-more":
    "Hindi namin mahahanap ang mga ito para sa iyo, at wala ring ibang makakahanap. Puwede kang sumulat ulit sa amin. Buburahin ang isinulat mo noon 60 araw pagkatapos ng huling bisita mo.",
  "slip-empty": "Wala pang nai-type.",
  "slip-too-few-words":
    "{seen, plural, =0 {Wala pang salita} =1 {Isang salita iyan} one {# salita iyan} other {# salita iyan}}. Dapat ay walo.",
  "slip-too-many-words": "{seen} salita iyan. Dapat ay walo.",
  "slip-unknown": "Wala sa listahan namin ang salita {position}, “{word}”.",
  "slip-unknown-near":
    "Wala sa listahan namin ang salita {position}, “{word}”. Ang ibig mo bang sabihin ay {nearest}?",
  "slip-word": "“{word}”",
  "slip-or": "{left} o {right}",
  "slip-mixed": "Iba ang wika ng salita {position} sa wika ng iba pa. Tingnan ito.",
  "slip-check":
    "Walong salita ito ng listahan namin, pero may isang mali o may dalawang nagkapalit ng lugar. Tingnan ang bawat isa, at ang pagkakasunod-sunod nila.",
  "slip-check-swap":
    "Mga salita ito ng listahan namin, pero baka mali ang pagkakasunod-sunod. Tingnan ang salita {left} at salita {right}.",
  "slip-check-instead":
    "Baka may isang maling salita. Tingnan ang salita {position}: ang ibig mo bang sabihin ay “{word}”?",
  "slip-too-few-digits":
    "{seen, plural, =1 {Isang digit iyan} one {# digit iyan} other {# digit iyan}}. Dapat ay 26.",
  "slip-too-many-digits": "{seen} digit iyan. Dapat ay 26.",
  "slip-not-digits": "May bahagi nito na hindi digit. I-type ang 26 na digit, o ang walong salita mo.",
  "slip-digits-check": "May isang maling digit, o may dalawang nagkapalit ng lugar.",
  "slip-digits-check-groups":
    "May isang maling digit, o may dalawang nagkapalit ng lugar. Tingnan muna ang grupo {groups}.",
  "back-not-found":
    "Buo ang mga salitang ito, pero walang nabubuksan dito. Baka para sa ibang pahina ang mga ito, o nabura na ang mga liham pagkatapos ng 60 araw na walang bisita.",
  "back-failed": "Hindi ito nabuksan. Narito pa ang mga salita mo.",

  // conversation
  "talk-title": "Maligayang pagbabalik.",
  "talk-news":
    "{count, plural, =0 {Wala pang sagot.} =1 {Sinagot ka na namin.} one {May # liham mula sa amin.} other {May # liham mula sa amin.}} Ang mga salita mo lang ang nagbubukas nito.",
  "talk-letters": "Ang mga liham, pinakaluma muna",
  "talk-you": "Ikaw",
  "talk-by-telephone": "Isinulat namin habang kausap ka sa telepono",
  "talk-us-no-name": "Isang sumasagot dito",
  "talk-about-hour": "{day}, bandang {hour}",
  "talk-bad-letter":
    "Hindi maipapakita ang liham na ito. Binago ito, o hindi ito galing sa mga sumasagot dito. Huwag itong pagkatiwalaan.",
  "talk-readers-changed":
    "Mas luma ang listahan ng mga mambabasa kaysa sa isang nagamit na noon. Baka may nagbago ng pahinang ito. Huwag sumulat dito ngayong araw; kung kailangan mo ng tulong ngayon, tawagan ang {number}.",
  "talk-deleted": "Nabura na ang usapang ito. Narito pa ang talaan mo.",
  "talk-reply": "Ang sagot mo, kung gusto mo",
  "talk-reply-why": "Hindi kailangan ng pangalan. Puwede mong laktawan ang kahit anong tanong.",
  "talk-send": "Ikandado at ipadala",
  "talk-sent": "Naipadala na.",
  "talk-look-again": "Tingnan kung may bagong sagot",
  "talk-looked": "Nakikita mo na ang mga pinakabagong liham.",
  "talk-someone-first":
    "May dumating na bagong liham habang sumusulat ka. Nasa itaas ito. Narito pa ang teksto mo: basahin muna ang liham, saka magpadala.",
  "talk-kept-until": "Mananatili ang mga liham na ito hanggang {date}. Humahaba ito sa bawat bisita.",
  "talk-delete": "Burahin ang lahat ngayon",
  "talk-delete-sure":
    "Burahin ang lahat ng liham, sa iyo at sa amin? Walang makakapagbalik ng mga ito. Kung may talaan ka, mananatili iyon; mabubuksan mo pa rin iyon gamit ang mga salita mo.",
  "talk-delete-yes": "Oo, burahin ang mga ito",
  "talk-delete-no": "Huwag, itabi ang mga ito",
  "talk-deleted-done": "Nabura na ang lahat dito. Wala nang nabubuksan ang mga salita mo ngayon.",
  "talk-my-file": "Ang talaan ko",
  "talk-my-file-more": "Ang nakasulat tungkol sa iyo, kung sino ang tumingin, at kung ano ang pinapayagan mo",
  "notice-title": "Malaman kapag sumagot kami",
  "notice-lead":
    "Maaari ka naming padalhan ng isang maikling mensahe kapag may sagot. Hindi nito sinasabi kung kanino galing o tungkol saan.",
  "notice-danger":
    "May iba bang tumitingin sa telepono o e-mail mo? Kung gayon, iwan itong naka-off. Maibabalik ka rito ng iyong mga numero anumang oras.",
  "notice-way": "Paano ito darating?",
  "notice-email": "Sa e-mail",
  "notice-message": "Bilang text message",
  "notice-to-email": "Ang iyong e-mail address",
  "notice-to-message": "Ang numero ng iyong telepono",
  "notice-to-why":
    "Nakakandado ito sa teleponong ito. Hindi ito makikita ng mga sumasagot sa iyo. Nakikita ng naghahatid ng mensahe kung saan ito pupunta.",
  "notice-say": "Ano ang dapat sabihin nito?",
  "notice-say-why": "Pumili ng linyang walang magtatanong.",
  "notice-say-1": "Isang munting paalala para sa iyo",
  "notice-say-2": "Ang paalalang hiningi mo",
  "notice-say-3": "May bagong mababasa",
  "notice-save": "Sabihan ako",
  "notice-wrong-email": "Hindi pa ito e-mail address. Isulat ito gaya ng name@example.org.",
  "notice-wrong-number":
    "Hindi pa ito buong numero. Isulat ito nang may + at code ng bansa sa una, gaya ng +63 900 000 0000.",
  "notice-on":
    "Naka-on ito. May isang mensaheng aalis isang oras o higit pa pagkatapos ng sagot. Wala nang darating hanggang sa makabalik ka rito.",
  "notice-told": "May umalis na mensahe. Maaaring may isa pang darating pagkatapos ng susunod na sagot.",
  "notice-failed": "Hindi naipadala ang mensahe. Tingnan kung saan ito dapat pumunta, o iwan itong naka-off.",
  "notice-stop": "Itigil ito",
  "notice-off": "Naka-off na. Binura na kung saan ito dapat pumunta.",
  "notice-not-kept": "Walang nabago. Subukan muli maya-maya.",
  "attach-later": "Maaaring magdagdag ng mga litrato, recording, o file sa susunod na hakbang.",
  "attach-title": "Magdagdag ng mga litrato, recording, o file",
  "attach-lead":
    "Hanggang {size} MB ang bawat isa. Ikinakandado ang mga ito sa teleponong ito, tulad ng mga salita mo.",
  "attach-hidden":
    "Madalas may nakatagong detalye ang mga litrato at dokumento: lugar, oras, pangalan. Inaalis namin ang mga ito bago magpadala ng anuman.",
  "attach-never":
    "Huwag na huwag sanang magpadala ng litrato ng batang walang damit, kahit bilang patunay. Puwedeng krimen ang magkaroon nito, at nasasaktan muli ang bata. Sabihin sa amin sa salita kung saan mo ito nakita.",
  "attach-choose": "Pumili ng mga litrato o file",
  "attach-record": "I-record ang boses mo",
  "attach-record-why": "Maaaring makilala ng mga kakilala mo ang boses mo.",
  "attach-recording": "Nagre-record: {seconds} s",
  "attach-record-stop": "Itigil ang pag-record",
  "attach-record-no": "Hindi nagre-record dito ang browser na ito, o naka-off ang mikropono.",
  "attach-too-large": "Mas malaki sa {size} MB ang {name}. Hindi ito isinama.",
  "attach-empty": "Walang laman ang {name}. Hindi ito isinama.",
  "attach-too-many": "Hanggang {count} lang sa isang sulat.",
  "attach-cleaned": "Inalis ang mga nakatagong detalye",
  "attach-unknown":
    "Maaaring may nakatagong detalye ang file na ito, tulad ng pangalan o lugar. Hindi maaalis ang mga iyon dito.",
  "attach-send-anyway": "Ipadala nang ganito",
  "attach-keep": "Ipadala rin ang orihinal, kasama ang mga nakatagong detalye, bilang patunay",
  "attach-keep-why": "Ikinakandado ito tulad ng iba. Ang mga sumasagot lang ang makakabukas nito.",
  "attach-kept": "Ang orihinal, kasama ang mga nakatagong detalye",
  "attach-remove": "Huwag isama",
  "attach-sending": "Ipinapadala ang {name}: {percent}%",
  "attach-full": "Wala nang kasya rito. Masasabi mo ang iba sa salita.",
  "attach-open": "Ipakita",
  "attach-opening": "Binubuksan…",
  "attach-open-failed": "Hindi ito nabuksan.",
  "attach-save": "Mag-save ng kopya",
  "talk-close": "Isara at kalimutan ang mga salita ko",
  "visit-ended":
    "Natapos na ang bisitang ito, para walang makapagpatuloy ng pagbasa pagkatapos mo. I-type ulit ang mga salita mo.",

  // an offer
  "offer-title": "Puwede ba kaming magbukas ng talaan para sa iyo, kasama ang {agency}?",
  "offer-lead":
    "Ang {agency} ang mag-iingat ng talaan. Kung papayag ka, puwede ring makita ng {recipient} ang mga ito, at ang mga ito lang:",
  "offer-not": "Hindi makikita ng {recipient}:",
  "offer-not-letters": "Ang mga liham na isinulat mo rito",
  "offer-not-others":
    "Walang ibang makakakita ng kahit ano rito nang walang pahintulot mo. Utos lang ng hukom ang puwedeng magbukas ng isang bahagi, at makikita mo iyon dito.",
  "offer-for": "Para sa: {purpose}. Hanggang {date}.",
  "offer-yes": "Oo, pumapayag ako",
  "offer-no": "Hindi muna",
  "offer-free":
    "Puwede mong bawiin ang pahintulot mo kahit kailan. Hindi titigil ang suporta sa iyo dahil doon.",
  "offer-said-yes": "Pumayag ka. Puwede mo itong bawiin sa “Ang talaan ko”.",
  "offer-said-no": "“Hindi muna” ang sabi mo. Ayos lang iyon. Puwede mo ulit itong pag-usapan kahit kailan.",
  "offer-taken-back": "Binawi namin ang tanong na ito.",
  "offer-changed": "Nagbago ang tanong. Pakibasa ulit.",
  "offer-over": "Tapos na ang panahon para sa tanong na ito.",
  "transfer-title": "Puwede bang {to} na ang sumagot sa iyo mula ngayon?",
  "transfer-lead": "Ang {from} ang nagtatanong nito. Walang magbabago kung hindi ka papayag.",
  "transfer-reads": "Mababasa ng {to} ang lahat ng sulat at file dito.",
  "transfer-no-more": "Wala nang mababasa rito ang {from}. Ang nabasa nila noon ay maaaring maalala nila.",
  "transfer-words": "Pareho pa rin ang mga salita mo. Babalik ka sa parehong paraan.",
  "transfer-sentence":
    "Pumapayag ako na basahin ng {to} ang lahat ng sulat at file ng usapang ito at sila na ang sumagot sa akin mula ngayon, kapalit ng {from}.",
  "transfer-free": "Kung sasabihin mong “hindi muna”, ang {from} pa rin ang sasagot sa iyo.",
  "transfer-locking": "Kinakandado ang mga sulat mo para sa {to}…",
  "transfer-said-yes": "Pumayag ka. Ang {to} na ngayon ang nagbabasa at sumasagot dito.",
  "transfer-said-no": "“Hindi muna” ang sabi mo. Ang {from} pa rin ang sasagot sa iyo.",
  "transfer-nobody": "Walang sinuman sa {to} ang makakasalo nito ngayon. Walang nagbago.",
  "transfer-from-here": "Mula rito, ang {to} ang nagbabasa at sumasagot.",
  "stand-in-ask":
    "Kung walang sinuman sa {agency} ang magbubukas ng sulat ko sa loob ng {hours, plural, =1 {isang oras} one {# oras} other {# oras}}, puwede itong buksan ng {other}.",
  "stand-in-why":
    "Para walang sulat na hindi nababasa. Ang {other} na ang sasagot sa iyo noon. Bago iyon, hindi ito mababasa ng {other}, maliban kung sabay nilang lalabagin ang patakarang ito at ng mga nagpapatakbo ng server na ito.",
  "stand-in-letter":
    "Puwede itong buksan ng {other} mula {day}, bandang {hour}, kung wala pang nagbubukas nito rito.",
  "stand-in-opened":
    "Walang sinuman sa {from} ang nagbukas nito sa oras. Kaya binuksan ito ng {to}, gaya ng pinayagan mo. Mula rito, ang {to} ang nagbabasa at sumasagot.",
  "stand-in-changed":
    "Nagbago kung sino ang puwedeng magbukas nito kapag walang nagbukas sa oras. Tingnan ulit sa ibaba, saka ipadala.",
  // The sentence that the person's words sign. It holds no number that a language writes in its own way.
  "consent-sentence":
    "Pumapayag ako na magbukas ang {agency} ng talaan tungkol sa akin. Pinapayagan ko ang {recipient} na makita ang mga ito: {categories}. Para ito sa: {purpose}. Matatapos ito sa {until}. Puwede ko itong bawiin kahit kailan.",
  // The same, read to someone at a desk.
  "consent-in-person-sentence":
    "Pinapayagan ko ang {recipient} na makita ang mga ito mula sa talaan ko sa {agency}: {categories}. Para ito sa: {purpose}. Matatapos ito sa {until}. Puwede ko itong bawiin kahit kailan. Kapag binawi ko, hindi na makakabasa pa ang {recipient}. Maaaring maalala pa nila ang nabasa na nila. Kung hindi ako papayag, pareho pa rin ang tulong na makukuha ko.",

  // orders that a court keeps from people for a while: counted for everyone
  "orders-title": "Mga utos na hindi pa puwedeng sabihin",
  "orders-lead":
    "Puwedeng iutos ng korte na huwag munang sabihin sa isang tao na binuksan ang isang bahagi ng talaan niya.",
  "orders-few":
    "Nang magsimula ang buwang ito ({date}), mas kaunti sa {count} ang ganitong utos sa lugar na ito, o wala.",
  "orders-some":
    "Nang magsimula ang buwang ito ({date}), hindi bababa sa {count} ang ganitong utos sa lugar na ito, at mas kaunti sa {left}.",
  "orders-end":
    "Bawat isa ay may pangalan ng korte at may katapusan. Pagdating ng katapusan, kusang makikita ng tao ang lahat ng ito sa talaan niya.",
  "orders-why":
    "Lima-lima kung magbilang kami, at isang beses sa isang buwan. Kung eksakto ang bilang, puwedeng malaman ng isang tao na tungkol sa kaniya iyon.",
  // my file
  "file-title": "Ang talaan ko",
  "file-lead":
    "Ang nakasulat tungkol sa iyo, kung sino ang tumingin, at kung ano ang susunod. Sa iyo ito. Walang maiiwan mula rito sa teleponong ito.",
  "file-none":
    "Wala pang talaan tungkol sa iyo. Kung hihilingin naming magbukas ng isa, makikita mo ang tanong sa mga liham mo.",
  "file-back": "Balik sa mga liham ko",
  "file-rests":
    "Nakahinto muna ang talaang ito. May nagsabi sa {agency} na hawak ng iba ang mga salitang ito. Hangga’t hindi pa malinaw, hindi nito mabubuksan ang talaan o mga sulat.",
  "file-rests-yours":
    "Ikaw ba iyon? Kung gayon, ayos ang lahat. Mula {date}, makakakuha ka ng mga bagong salita sa {agency}.",
  "file-rests-no": "Hindi ako iyon",
  "file-rests-said":
    "May nagsabi ng hindi gamit ang mga salitang ito, at may bisa iyon. Para sa mga bagong salita, kailangan na ng isa pang tao na makikita ka nang harapan. Kung walang gagawa nito, magbubukas muli ang talaang ito sa {date}.",
  "file-rests-third":
    "May isa pang taong pumayag sa mga bagong salita. Makukuha ang mga ito mula {date}. Hindi ikaw iyon? Pumunta sa {agency} at sabihin sa kanila.",
  "file-rests-pause":
    "Hindi mo mahihinto ngayon ang pagbabahagi gamit ang mga salitang ito. Sabihin mo ito nang harapan sa {agency}: maihihinto nila ito agad para sa iyo.",
  "file-rests-help": "Puwede ka pa ring sumulat sa amin: magsimula sa unang pahina namin, na parang bago ka.",
  "file-no-counts":
    "May humingi ulit ng mga bagong salita sa {agency}. May bisa pa rin ang hindi na sinabi gamit ang mga salitang ito: kailangan ng isa pang tao na makikita ka nang harapan.",
  "file-held-by": "Ang {agency} ang nag-iingat ng talaang ito.",
  "file-handed-over":
    "{day}: Ibinigay ng {from} ang talaang ito sa {to}. Sabi ng {from}, pumayag ka. Kung hindi ka pumayag, sumulat sa {to}.",
  "file-handed-by-order":
    "{day}: Ibinigay ng {from} ang talaang ito sa {to}, dahil sa isang utos ayon sa batas na makikita mo sa ibaba.",
  "file-guardian-named":
    "Noong {date}, may itinalagang tagapangalaga mo, kasama ang {agency}. Mababasa niya ang talaang ito gamit ang sarili niyang mga salita; hindi kung paano ka makokontak. Kung hindi ito tama, o natatakot ka sa kanya, sabihin sa {agency}: puwede itong itigil agad.",
  "file-guardian-over": "Wala nang nababasa rito ang itinalagang tagapangalaga mo mula noong {date}.",
  "file-agency-left":
    "Hindi na nagtatrabaho rito ang {agency}. Wala na itong nakikita sa talaan mo ngayon; maaaring nasa kanila pa ang nabasa o nakuha nila noon.",
  "letters-agency-left":
    "Wala nang nagbabasa rito: umalis na ang organisasyong ito. Mababasa mo pa rin ang mga naisulat. Para sumulat sa mga nagbabasa rito ngayon, magsimula ng bago.",
  "file-number": "Talaan {number}",
  "file-next": "Ano ang susunod",
  "file-now": "Ngayon: {state}",
  "file-since": "Mula {date}",
  "file-by": "Hindi lalampas sa {date}",
  "file-nothing-due": "Walang kailangang matapos. Wala kang kailangang gawin.",
  "file-unconfirmed": "Wala pang abogadong nagkumpirma sa panahong ito.",
  "file-late": "Dapat ay tapos na ito ngayon. Puwede kang magtanong tungkol dito sa mga liham mo.",
  "file-goes":
    "Isinara na ang file na ito. Hindi ito itinatago nang mas matagal kaysa pinapayagan ng mga tuntunin dito: sa {date}, o kaunti pagkatapos, buburahin ang lahat. Bago iyon, puwede kang kumuha ng kopya. Kung kailangan mo pa ng tulong, sumulat sa amin bago iyon: habang inaasikaso namin ito, mananatili ito.",
  "refer-title": "Kung sino ang hiningan ng tulong",
  "refer-parts": "Ibinigay sa kanila: {parts}",
  "refer-sent": "Tinanong ang {agency} at hindi pa sumasagot.",
  "refer-acknowledged": "Natanggap ito ng {agency} at sasabihin nila kung oo o hindi.",
  "refer-accepted": "Oo ang sagot ng {agency}. Malapit nang magsimula ang tulong.",
  "refer-begun": "Tumutulong ngayon ang {agency}.",
  "refer-ended": "Tapos na ang tulong ng {agency}.",
  "refer-back": "Walang nangyari sa {agency}. Sarado na ang binuksan doon para dito.",
  "refer-stopped":
    "Itinigil ito. Wala nang bukas sa {agency} para dito. Maaaring maalala nila ang nabasa nila dati.",
  // an agency that is not on Leeward: the yes, its file, and the page on which it answers
  "consent-outside-sentence":
    "Pinapayagan ko ang {agency} na ipadala ang mga ito mula sa talaan ko sa {recipient}: {categories}. Para ito sa: {purpose}. Matatapos ito sa {until}. Hindi gumagamit ng sistemang ito ang {recipient}: nakakandadong file ang matatanggap nito. Puwede ko itong bawiin kahit kailan. Kapag binawi ko, hihilingin sa {recipient} na burahin ang file. Walang makakatiyak na gagawin nito iyon. Kung hindi ako papayag, pareho pa rin ang tulong na makukuha ko.",
  "refer-outside": "Hindi gumagamit ng sistemang ito ang {agency}. Nakatanggap ito ng nakakandadong file.",
  "refer-outside-recalled": "Hihilingin dito na burahin ang file.",
  "refer-outside-asked":
    "Tinawagan ito at hiniling na burahin ang file. Walang makakatiyak na gagawin nito iyon.",
  "refer-outside-deleted": "Sinasabi nito na nabura na ang file.",
  "answer-title": "Humihingi sa inyo ng tulong",
  "answer-lead":
    "Walang sinasabi ang pahinang ito tungkol sa tao. Nasa nakakandadong file ang dapat ninyong malaman.",
  "answer-no-script":
    "Kailangan ng pahinang ito ng script, at walang pinapatakbo ang browser ninyo. Tawagan ang nagpadala ng link.",
  "answer-wrong":
    "Walang binubuksan ang link na ito, o hindi na. Tawagan ang nagpadala: puwede silang gumawa ng bago.",
  "answer-busy": "Sandali lang.",
  "answer-failed": "Hindi gumana. Tingnan ang koneksiyon at subukan ulit.",
  "answer-many": "Masyadong maraming subok. Maghintay ng isang oras, o tumawag.",
  "answer-reference": "Numero",
  "answer-from": "Humihingi",
  "answer-wanted": "Hinihingi",
  "answer-urgent": "Apurahan ito.",
  "answer-by": "Sumagot bago ang",
  "answer-state-sent": "Hindi pa kayo sumasagot.",
  "answer-state-acknowledged": "Nasa inyo na. Sabihin kung oo o hindi.",
  "answer-state-accepted": "Sinabi ninyong oo.",
  "answer-state-begun": "Tumutulong kayo.",
  "answer-state-ended": "Tapos na ang tulong. Salamat.",
  "answer-over":
    "Hindi na dapat gamitin ang ipinadala sa inyo. Burahin ang file at lahat ng kopya. Pagkatapos, sabihin dito.",
  "answer-deleted": "Sinabi ninyong nabura na ang file. Salamat.",
  "answer-done": "Salamat. Naisulat na.",
  "answer-do-acknowledge": "Natanggap namin",
  "answer-do-accept": "Tutulong kami",
  "answer-do-decline": "Hindi kami makakatulong",
  "answer-do-begin": "Nagsimula na ang tulong",
  "answer-do-end": "Tapos na ang tulong",
  "answer-do-deleted": "Binura na namin",
  "answer-declare":
    "Hindi kami nagpapatupad ng batas sa imigrasyon, at walang kailangang ipasa sa mga nagpapatupad nito.",
  "answer-declare-first": "Markahan muna ito. Kung hindi ganito, sabihing hindi kayo makakatulong.",
  "answer-why": "Bakit hindi",
  "answer-choose": "Pumili muna ng isa.",
  "answer-code-no-place": "Walang bakanteng lugar",
  "answer-code-not-what-we-do": "Hindi ito ang ginagawa namin",
  "answer-code-no-language": "Wala kaming ganitong wika",
  "answer-code-too-far": "Masyadong malayo para sa tao",
  "answer-code-not-safe-here": "Hindi ligtas dito para sa tao",
  "answer-code-conflict-of-interest": "May salungatan ng interes",
  "answer-code-person-does-not-want": "Ayaw ng tao",
  "answer-came": "Ano ang kinalabasan",
  "answer-code-helped": "Nakatulong",
  "answer-code-helped-in-part": "Nakatulong nang kaunti",
  "answer-code-person-chose-to-stop": "Pinili ng tao na tumigil",
  "answer-code-not-reached": "Hindi naabot ang tao",
  "answer-code-went-elsewhere": "Pumunta sa iba ang tao",
  "wanted-safe-place": "Ligtas na lugar",
  "wanted-health-care": "Pangangalaga sa kalusugan",
  "wanted-counselling": "Taong makakausap",
  "wanted-legal-advice": "Payong legal",
  "wanted-child-protection": "Proteksiyon ng bata",
  "wanted-identification": "Pag-alam kung ano ang mga karapatan mo",
  "wanted-interpreting": "Interpreter",
  "wanted-work-and-income": "Trabaho at kita",
  "wanted-return-home": "Daan pauwi",
  "wanted-other-support": "Iba pang suporta",
  "file-looked": "Sino ang tumingin",
  "file-looked-none": "Wala pang tumitingin.",
  "file-looked-read": "binasa: {category}. Para sa: {purpose}.",
  "file-looked-printed": "Inilagay ito sa papel.",
  "file-looked-you": "Binasa mo: {category}.",
  "file-looked-refused": "hiniling: {category}. Nanatili itong sarado.",
  "file-looked-refused-consent": "hiniling: {category}. Nanatili itong sarado, dahil wala ang pahintulot mo.",
  "file-looked-all": "Tingnan ang lahat ng tumingin",
  "file-looked-fewer": "Magpakita ng mas kaunti",
  "file-allow": "Ang pinapayagan mo",
  "file-allow-lead": "Puwede mong isara ang bawat isa. Hindi nakasalalay rito ang suporta sa iyo.",
  "file-allow-none": "Wala kang pinapayagan na kahit ano para sa iba.",
  "file-allow-what": "Puwedeng makita ng {agency}: {categories}",
  "file-allow-until": "Para sa: {purpose}. Hanggang {date}.",
  "file-allow-off": "Isinara mo ito noong {date}. Sinabi agad ito sa kanila, at hindi na sila makakabasa pa.",
  "file-allow-over": "Natapos ito noong {date}. Hindi na sila makakabasa pa.",
  "file-on": "Nakabukas",
  "file-off": "Nakasara",
  "file-turned-off":
    "Nakasara na ito. Sinabi agad ito sa kanila, at hindi na sila makakabasa pa. Maaaring maalala pa nila ang nabasa na nila.",
  "file-turn-on": "Para buksan ulit ito, sumulat sa amin sa mga liham mo.",
  "means-title": "Ano ang ibig sabihin kapag isinara ito",
  "means-live-share": "Hindi na sila makakabasa pa, mula sa sandaling iyon.",
  "means-copy-read":
    "Maaaring maalala pa nila ang nabasa na nila. Sinasabi sa kanila na binawi mo ito. Makikita mo rito ang nabasa nila.",
  "means-legal-order": "Tuloy ang utos ng hukom. Makikita mo rito ang bawat isa.",
  "means-legal-hold":
    "Itinatabi namin ang iniutos ng hukom na itabi, hanggang matapos iyon. Makikita mo rito ang bawat isa.",
  "means-evidence":
    "Ang larawan o file na ipinadala mo sa amin bilang patunay ay mananatiling nakakandado kasama ng mga liham mo. Mabubura ito kapag binura mo ang mga iyon.",
  "means-snapshot":
    "Hindi ka isasama sa mga bilang na ilalabas namin pagkatapos nito, maliban kung pumayag ka ulit sa isang bagay.",
  "means-release": "Hindi na mababawi ang mga bilang na nailabas na. Walang makakahanap sa iyo sa mga iyon.",
  "means-outside":
    "Kung may ahensiyang wala sa sistema namin na nakakuha ng file, hinihiling naming burahin nila ito. Maaaring maalala nila ang nabasa nila.",
  "given-words": "Pumayag ka gamit ang mga salita mo, noong {date}.",
  "given-in-person": "Sinabi mo ito nang harapan sa {agency}, noong {date}.",
  "given-by-guardian": "Sinabi ito ng tagapangalaga mo sa {agency}, noong {date}.",
  "given-assent": "Isinulat nila na tinanong ka, at pumayag ka rin.",
  "given-not": "Hindi ko ito sinabi",
  "given-not-sure": "Isasara namin ito ngayon, at dapat itong ipaliwanag ng mga nagsulat nito.",
  "given-not-yes": "Hindi ko ito sinabi",
  "given-not-no": "Hayaan na lang ito",
  "given-not-done":
    "Nakasara na ito. Sinusuri namin ito, at makikita mo kung kailan ito dapat matapos sa “Ano ang susunod”.",
  "given-disputed": "Sinabi mo sa amin noong {date} na hindi mo ito sinabi.",
  "reads-title": "Nabasa hanggang ngayon:",
  "reads-one": "{category}, huling beses: {time}.",
  "reads-none": "Wala pa silang nababasa hanggang ngayon.",
  "file-pause": "Ihinto muna ang lahat ng pagbabahagi ngayon",
  "file-pause-sure":
    "Pagkatapos nito, walang makakabasa ng talaan mo kundi ang {agency}. Maaaring maalala pa ng iba ang nabasa na nila.",
  "file-pause-yes": "Oo, ihinto muna",
  "file-pause-no": "Huwag, hayaan ito",
  "file-paused": "Nakasara na ang lahat ng pagbabahagi. Sinabi agad ito sa lahat.",
  "file-orders": "Puwedeng magbukas ng isang bahagi ang utos ng hukom nang walang pahintulot mo.",
  "file-orders-none": "Wala ngayong araw. Kung may dumating, makikita mo ito rito.",
  "file-order": "{authority} ({article}): puwedeng makita ng {agency}: {categories}. Hanggang {date}.",
  "file-hold":
    "{authority} ({article}): kailangan naming itabi: {categories}. Hanggang {date}. Walang ibang makakakita nito dahil dito.",
  "file-order-number": "Numero: {reference}.",
  "file-order-over": "Natapos ito noong {date}.",
  "file-order-deferred":
    "Hindi ito ipinaalam sa iyo ng {court} hanggang {date}. Ngayon, nakikita mo na ang lahat.",
  "file-order-means":
    "Hindi mo maisasara rito ang isang utos. Ang binabanggit lang nito ang binubuksan nito. Puwede kang humingi sa amin ng abogado, sa mga liham mo.",
  "file-read": "Basahin ang nakasulat",
  "file-read-lead":
    "Hindi isinama kung saan ka puwedeng mahanap, ang ligtas na paraan para makausap ka, at ang mga detalye ng ibang tao: para hindi malaman ang mga iyon ng sinumang kumuha ng mga salita mo.",
  "file-read-none": "Wala pang nakasulat.",
  "file-read-open": "Basahin: {category}",
  "file-read-written": "Isinulat ng {agency}, {date}",
  "file-calendar": "Kalendaryo ng mga petsa",
  "file-read-language":
    "Nandito ang naisulat sa wikang ginamit noong isinulat ito. Puwede mong hilingin na basahin ito sa iyo sa wika mo.",
  "file-read-empty": "Walang maipapakita rito mula sa bahaging ito.",
  // what waits for seven days
  "rate-title": "Kumusta para sa iyo ang tulong na ito?",
  "rate-lead":
    "Ang {agency} lang ang makakabasa nito. Hindi ito makikita ng mga tumulong. Puwede mong laktawan ang anumang tanong.",
  "rate-helped": "Nakatulong ba?",
  "rate-well": "Maayos ba ang pakikitungo sa iyo?",
  "rate-yes": "Oo",
  "rate-partly": "Medyo",
  "rate-no": "Hindi",
  "ask-rating": "Kumusta ang tulong",
  "ask-title": "Magtanong, magtama, magreklamo",
  "ask-lead": "Itatabi ito sa nakasulat. Dito mo mababasa ang sagot.",
  "ask-question": "Magtanong",
  "ask-correction": "May mali rito",
  "ask-complaint": "Magreklamo kung paano ako tinatrato",
  "ask-complaint-means":
    "Mapupunta ito sa taong walang kinalaman sa file mo. Hindi ito makikita ng nakikipagtrabaho sa iyo.",
  "ask-about": "Tungkol sa aling bahagi?",
  "ask-text": "Sa sarili mong salita",
  "ask-send": "Ipadala",
  "ask-sent": "Naipadala na. Dito mo mababasa ang sagot.",
  "ask-until": "Dapat dumating ang sagot bago ang {date}",
  "ask-answered": "Nasagot noong {date}",
  "ask-read": "Basahin",
  "ask-yours": "Isinulat mo",
  "ask-theirs": "Ang sagot",
  "ask-written-in": "Naisulat na ito sa file mo.",
  "ask-kept-beside": "Mananatili ito sa tabi ng nakasulat. Makikita rin ito ng nagbabasa.",
  "ask-nobody":
    "Lahat ng puwedeng tumingin dito doon ay may kinalaman sa file mo. Puwede kang magreklamo sa iba.",
  "ask-many": "May ilan nang naghihintay ng sagot.",
  "file-reads": "Sa wikang ito isinusulat ang mga pasya tungkol sa iyo: {language}",

  "wish-title": "Malalaking pagbabago, na naghihintay",
  "wish-lead":
    "Puwede mong ihinto muna agad ang lahat ng pagbabahagi, sa itaas. Naghihintay nang 7 araw ang hindi na mababawi: baka may ibang kumuha ng mga salita mo.",
  "wish-change-contact": "Palitan ang ligtas na paraan para makausap ako",
  "wish-end-guardian": "Hindi na dapat mabasa ng tagapangalaga ko ang talaang ito",
  "wish-leave": "Umalis: ayaw ko na ng suporta",
  "wish-erase": "Burahin ang talaang ito",
  "wish-change-contact-means":
    "Maghihintay kami nang 7 araw. Kakausapin ka muna namin, sa paraang napagkasunduan natin o nang harapan. Pagkatapos, sasabihin mo sa amin ang bagong paraan.",
  "wish-end-guardian-means":
    "Maghihintay kami nang 7 araw. Kakausapin ka muna namin, sa paraang napagkasunduan natin o nang harapan. Pagkatapos, hindi na makakabasa pa ang tagapangalaga mo.",
  "wish-leave-means":
    "Maghihintay kami nang 7 araw. Kakausapin ka muna namin, sa paraang napagkasunduan natin o nang harapan. Pagkatapos, matatapos ang lahat ng pagbabahagi. Puwede kang bumalik kahit kailan.",
  "wish-erase-means":
    "Maghihintay kami nang 7 araw. Kakausapin ka muna namin, sa paraang napagkasunduan natin o nang harapan. Pagkatapos, mawawala na nang tuluyan ang talaan. Maaaring maalala pa ng iba ang nabasa nila. Ang hawak ng utos ng hukom ay mananatili hanggang matapos ang utos.",
  "wish-yes": "Oo, hilingin ito",
  "wish-no": "Huwag, hayaan ito",
  "wish-asked": "Isinulat namin ito. Wala pang mangyayari. Makikipag-ugnayan kami sa iyo.",
  "wish-waiting":
    "Hiniling ito ng isang taong may hawak ng mga salitang ito. Walang mangyayari bago ang {date}. Hindi ikaw iyon? Pigilan ito.",
  "wish-ripe":
    "Tapos na ang 7 araw. Mula {date}, puwede na itong gawin, gamit ang numero na ibinigay namin sa iyo noong nag-usap tayo.",
  "wish-number": "Ang numero na ibinigay namin sa iyo: 8 digit",
  "wish-number-wrong":
    "Hindi ito ang numero, o hindi na ito magagamit. Humingi sa amin ng bago kapag nag-usap tayo.",
  "wish-now": "Gawin na ngayon",
  "wish-stop": "Pigilan ito",
  "wish-stopped": "Napigilan na ito. Walang mangyayari.",
  "wish-done": "Nagawa na ito.",
  "wish-held": "Nagawa na ito, maliban sa hawak pa ng utos ng hukom. Mawawala iyon kapag natapos ang utos.",
  "file-locked":
    "Hindi ito mabuksan sa ngayon: ikinandado muna ito ng mga nag-iingat nito, o hindi sila maabot. Narito pa ito, at walang ibang nagbukas nito ngayon. Subukan ulit mamaya.",
  "file-failed": "Hindi ito gumana. Walang nabago.",
  "file-safe": "Ligtas bang basahin ito ngayon? Dapat walang makakita ng screen mo.",
  "file-safe-yes": "Oo, buksan",
  "file-safe-no": "Hindi muna",
  "file-hide": "Itago agad ito",
  "decoy-1": "Uminom ng isang basong tubig paggising.",
  "decoy-2": "Magpahangin ng sampung minuto araw-araw.",
  "decoy-3": "Maglakad nang kaunti pagkatapos kumain.",
  "file-copy": "Kumuha ng kopya",
  "file-copy-means":
    "Nase-save ito sa teleponong ito at walang kandado: mababasa ng sinumang makakita. Maibibigay mo ito sa abogado mo o sa taong pinagkakatiwalaan mo.",
  "file-copy-yes": "I-save ang kopya",
  "file-copy-no": "Walang kopya",
  "file-copy-making": "Isinusulat ang kopya…",
  "file-copy-done": "Na-save ang kopya.",
  "file-copy-made":
    "Kinopya noong {date} mula sa itinatago ng {agency}. May mga bahaging hindi ipinapakita rito kaninuman, tulad ng kung saan nakatira ang mga tao.",
  "own-leave-recovery": "Gusto kong tapusin ang panahon ng paghilom ko",
  "own-leave-recovery-means":
    "Sa iyo ang panahong ito. Walang ibang puwedeng tumapos nito nang maaga. Kung tatapusin mo, tuloy ang tulong, at maaaring mas maagang dumating ang pasya.",
  "own-ask-reconsideration": "Gusto kong suriin ulit ang pagtanggi",
  "own-ask-reconsideration-means": "Ibang tao ang susuri nito. Tuloy ang tulong sa iyo.",
  "own-come-back": "Nakabalik na ako",
  "own-come-back-means": "Itutuloy ang file mo kung saan ito huminto.",
  "own-mark-urgent": "Madalian ito",
  "own-mark-urgent-means": "Nakikita naming hindi ito makapaghihintay.",
  "own-reopen": "Buksan muli ang talaan ko",
  "own-reopen-means": "May tutulong muli sa iyo. Mananatili ang naisulat na.",
  "own-answer-evidence": "Nasagot ko na ang itinanong",
  "own-answer-evidence-means":
    "Itinanong kung ano ang kulang. Sabihin muna ito sa mga tanong sa ibaba o sa mga liham mo. Sa pamamagitan nito, sinasabi mong iyon na ang lahat.",
  "own-yes": "Oo, isulat",
  "own-done": "Naisulat na.",
  "own-changed": "May nagbago samantala. Tingnan ulit.",
  yes: "Oo",
  no: "Hindi",

  // kinds of data, as a person would say them
  "category-identity": "ang pangalan ko at kung sino ako",
  "category-contact": "kung paano ako makakausap nang ligtas",
  "category-account": "ang ikinuwento ko",
  "category-health": "ang kalusugan ko",
  "category-needs-and-risk": "ang kailangan ko, at ang mapanganib para sa akin",
  "category-status": "ang karapatan kong manatili",
  "category-work-and-documents": "ang trabaho ko at ang mga papeles ko",
  "category-money": "ang perang dapat ibayad sa akin",
  "category-justice": "ang kaso sa korte",
  "purpose-support": "pagtulong sa akin",
  "purpose-identification": "pag-alam kung ano ang nangyari sa akin",
  "purpose-decision": "pasya tungkol sa proteksiyon ko",
  "purpose-investigation": "imbestigasyon",
  "purpose-prosecution": "kaso sa korte",
  "purpose-remedy": "pagbawi ng dapat ibigay sa akin",
  "purpose-statistics": "pagbibilang, nang wala ang pangalan ko",
  "purpose-oversight": "pagtingin kung maayos ang pagkakagawa ng trabaho",
  "role-intake-worker": "Isang sumasagot ng mga liham",
  "role-caseworker": "Isang humahawak ng mga talaan",
  "role-health-worker": "Isang manggagawang pangkalusugan",
  "role-legal-adviser": "Isang tagapayo sa batas",
  "role-guardian": "Isang tagapangalaga",
  "role-investigator": "Isang imbestigador",
  "role-prosecutor": "Isang piskal",
  "role-decision-maker": "Isang nagpapasya tungkol sa proteksiyon",
  "role-labour-inspector": "Isang inspektor ng paggawa",
  "role-child-protection-officer": "Isang nagpoprotekta sa mga bata",
  "role-statistician": "Isang nagbibilang",
  "role-data-protection-officer": "Isang nangangalaga sa datos mo",
  "role-auditor": "Isang sumusuri ng trabaho",
  "role-supervisor": "Isang pinuno ng pangkat",
  "role-other": "Isang tao",

  "talk-new": "Bago",
  "receipt-title": "Patunay na isinulat mo ito",
  "receipt-why":
    "Ipinapakita nito na dumating dito ang liham na ito, at kung anong oras. Hindi nito ipinapakita ang isinulat mo. Malalaman ng sinumang makakita nito na sumulat ka rito. Itabi lang ito kung saan walang ibang tumitingin.",
  "receipt-show": "Ipakita ang patunay",
  "receipt-asking": "Sandali lang…",
  "receipt-label": "Ang patunay",
  "receipt-save": "I-save ito bilang file",
  "receipt-check": "Puwede itong suriin ng kahit sino sa pahinang /proof ng site na ito.",
  "receipt-wrong":
    "Hindi tama ang patunay na ito, kaya hindi namin ito ipinapakita. Puwede mo itong sabihin sa amin sa isang liham.",
  "receipt-failed": "Hindi magawa ang patunay. Subukan ulit maya-maya.",
  "file-looked-when": "{agency}, {time}",
  "file-glass":
    "Sa isang emerhensiya, may tao sa {agency} na nagbukas nito: {category}. Ang dahilan nila: “{reason}”. {time}",
  "file-glass-title": "Binuksan sa isang emerhensiya",
  "clock-early-support": "Dapat magsimula ang unang suporta sa iyo",
  "clock-consent-review": "Tatanungin ka namin ulit kung ano ang pinapayagan mo",
  "clock-needs-review": "Titingnan namin ulit kung ano ang kailangan mo",
  "clock-referral-answer": "Dapat sumagot ang iba kung makakatulong sila",
  "clock-reasonable-grounds": "Dapat ibigay ng tanggapan ng pamahalaan ang unang sagot nito",
  "clock-recovery-ends":
    "Matatapos ang panahon mo ng pahinga. Puwede kang humingi ng dagdag. Tuloy ang suporta sa iyo",
  "clock-conclusive-grounds": "Dapat magpasya ang tanggapan ng pamahalaan",
  "clock-reconsideration": "Dapat ay tapos na ang muling pagtingin sa pasya",
  "clock-follow-up": "Kukumustahin ka namin, kung gusto mo",
  "clock-consent-disputed": "Susuriin namin ang pahintulot na hindi mo ibinigay",
  "clock-triage": "Dapat may tumingin sa sinabi mo sa amin",
  "clock-guardian": "Dapat may mahanap na tagapag-alaga",
  "clock-early-support-review": "Titingnan namin ulit ang unang suporta sa iyo at paplanuhin ang susunod",
  "clock-referral-acknowledged": "Dapat sabihin ng iba na natanggap nila ang tanong namin",
  "clock-missing-evidence": "Dapat narito na ang sagot sa kung ano pa ang kulang",
  "clock-reconsideration-asked": "Puwede kang humiling na tingnan ulit ang pasya",
  "clock-non-punishment": "Dapat may tumingin sa mga ipinilit na ipagawa sa iyo",
  "clock-breach-notice": "Dapat masabihan ang mga namamahala kung ano ang nangyaring mali sa impormasyon mo",
  "clock-permit": "Matatapos ang permit mo. Dapat itong ma-renew bago nito",
  "clock-contact-change": "Isusulat namin ang bagong ligtas na paraan para makausap ka",
  "clock-other": "May dapat gawin para sa iyo",

  "state-contact": "nagkakilala na tayo",
  "state-contact-more": "May nakikinig sa iyo. Wala pang napagpasyahan.",
  "state-screened": "naganap na ang unang pag-uusap",
  "state-screened-more": "May kaunti na kaming alam sa kailangan mo. Ikaw ang pipili kung ano ang susunod.",
  "state-early-support": "unang suporta",
  "state-early-support-more": "May suporta ka na ngayon. Hindi ito nakasalalay sa kahit anong pasya.",
  "state-referred": "hiniling sa iba na tumulong",
  "state-referred-more": "Tuloy ang suporta sa iyo habang hinihintay mo ang sagot nila.",
  "state-reasonable-grounds": "isang unang pasya",
  "state-reasonable-grounds-more":
    "May dahilan ang tanggapan ng pamahalaan para maniwala na kailangan mo ng proteksiyon.",
  "state-recovery": "panahon ng pahinga",
  "state-recovery-more":
    "May panahon ka para magpahinga at mag-isip. Walang puwedeng magpaikli nito. Puwede kang humingi ng dagdag.",
  "state-conclusive-grounds": "ang pangunahing pasya",
  "state-conclusive-grounds-more":
    "Magpapasya ang tanggapan ng pamahalaan tungkol sa proteksiyon mo. Kung hindi ang sagot, ibibigay sa iyo ang mga dahilan sa wika mo, at puwede kang humiling ng muling pagtingin.",
  "state-inclusion": "ang sarili mong buhay ulit",
  "state-inclusion-more": "Tirahan, trabaho, papeles, paaralan: sasamahan ka namin hangga’t gusto mo.",
  "state-closed": "sarado na ang talaan",
  "state-closed-more": "Puwede kang bumalik kahit kailan.",
  "state-follow-up": "kinukumusta ka namin paminsan-minsan",
  "state-follow-up-more": "Kung gusto mo lang.",
  "state-missing": "hindi namin alam kung nasaan ka",
  "state-missing-more": "Hindi mo kailangang sabihin sa amin. Kung nasa panganib ka, tumawag para sa tulong.",
  "state-withdrawn": "itinigil mo na ito",
  "state-withdrawn-more": "Karapatan mo iyon. Puwede kang bumalik kahit kailan.",
  "state-abroad": "nasa ibang bansa ka",
  "state-abroad-more": "Kung gusto mo, puwede kaming maghanap ng tao roon.",
  "state-reopened": "bukas ulit ang talaan",
  "state-reopened-more": "Magpapatuloy tayo mula sa kung nasaan ka ngayon.",
  "state-reconsideration": "muling pagtingin sa pasya",
  "state-reconsideration-more": "Tuloy ang suporta sa iyo habang naghihintay ka.",
};
