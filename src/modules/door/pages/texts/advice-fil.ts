import type { Catalogue } from "../../../../core/texts/index.ts";
import type { AdviceKey } from "./advice-en.ts";

/** The same in Filipino, to ikaw as in `fil.ts`. No native reader has checked it yet: see `reviews.ts`. */
export const adviceFil: Catalogue<AdviceKey> = {
  "home-title": "Puwede kang makipag-usap sa amin dito.",
  "home-lead":
    "Hindi mo kailangan ng pangalan o account. Kahit gaano karami o kakaunti ang sabihin mo, ayos lang. Puwede kang tumigil kahit kailan.",
  "home-choices": "Ano ang gusto mong gawin?",
  "choice-tell": "Magkuwento o magtanong sa amin",
  "choice-tell-more": "Tungkol sa iyo, o sa kakilala mo",
  "choice-back": "Bumalik",
  "choice-back-more": "Gamit ang walong salita mo",
  "choice-happens": "Ano ang mangyayari kapag nagkuwento ako?",
  "choice-happens-more": "Sino ang magbabasa, at ano ang puwede nilang gawin",
  "choice-help": "Maghanap ng tulong na malapit sa iyo",
  "choice-help-more": "Mga lugar, oras, wika",
  "choice-phone": "Ligtas ba ang telepono ko?",
  "choice-phone-more": "Ano ang puwedeng makita ng taong malapit sa iyo",
  "keep-title": "Ang itinatabi namin",
  "keep-words":
    "Ang isinulat mo, na ikinandado sa teleponong ito bago ipinadala. Ang mga sumasagot lang sa iyo ang makakapagbukas nito.",
  "keep-hour":
    "Ang oras ng pagsulat mo, pero hindi ang minuto. Binubura namin ang lahat {days} araw pagkatapos ng huling bisita mo.",
  "keep-not-title": "Ang hindi namin itinatabi",
  "keep-not-name": "Ang pangalan mo, maliban kung isulat mo ito.",
  "keep-not-phone": "Ang numero mo, kung nasaan ka, o kung aling telepono ang gamit mo.",
  "keep-not-here": "Kahit ano sa teleponong ito.",
  "hide-title": "Ang hindi namin kayang itago",
  "hide-text":
    "Puwede itong mabasa ng sinumang tumitingin sa screen na ito. Kapag binabantayan ang isang telepono, puwede nitong ipakita ang tina-type mo.",
  "nowhere-title": "Walang makikita sa address na ito.",
  "nowhere-lead": "Baka may isang titik na nagkamali. Mula sa unang pahina, mapupuntahan ang lahat.",
  "foot-about": "Sino ang nagpapatakbo ng pahinang ito",

  "help-title": "Tulong na malapit sa iyo",
  "help-lead":
    "Puwede mong tawagan o puntahan ang mga lugar na ito. Hindi mo kailangang sabihin muna sa amin.",
  "help-place": "Bayan o lungsod",
  "help-place-why": "Para maipakita namin ang malapit. Puwede mo itong iwanang blangko.",
  "help-language": "Wikang sinasalita nila",
  "help-need": "Ano ang kailangan mo?",
  "need-sleep": "Matutulugan",
  "need-health": "Doktor o nars",
  "need-talk": "Makakausap",
  "need-law": "Abogado",
  "need-work": "Trabaho o sahod",
  "need-papers": "Mga papeles",
  "need-language": "Tagasalin",
  "need-food": "Pagkain o pera",
  "help-for": "Para kanino ito?",
  "help-any": "Kahit alin",
  "help-open-only": "Iyong bukas lang ngayon",
  "help-show": "Ipakita ang mga lugar",
  "help-count": "{count, plural, one {# lugar} other {# lugar}}",
  "help-none": "Walang lugar na tugma rito. Subukang iwanang blangko ang bayan o lungsod.",
  "help-empty":
    "Wala pang lugar na nakalista rito. Puwede mong tawagan ang numero sa ibaba, o sabihin sa amin ang kailangan mo.",
  "help-open": "Bukas ngayon",
  "help-hours": "Oras",
  "help-speaks": "Wika nila",
  "help-welcome": "Para sa",
  "help-where": "Saan",
  "help-fees": "Bayad",
  "help-free": "May bakante",
  "help-full": "Walang bakante",
  "help-free-at": "ayon sa lagay noong {date}",
  "help-hidden":
    "Para ligtas ang mga tao, hindi ipinapakita ang kalye. Tumawag muna. Sasabihin nila sa iyo ang daan.",
  "help-assured": "Sinuri noong {date}",
  "help-reviewed": "Tiningnan ito noong {date} ng mga taong dumaan din sa hirap",
  "help-next": "Iba pang lugar",
  "help-before": "Mga naunang lugar",
  "welcome-women": "mga babae",
  "welcome-men": "mga lalaki",
  "welcome-children": "mga bata",
  "welcome-families": "mga pamilya",
  "welcome-lgbtiq": "mga taong LGBTIQ+",
  "welcome-disabled": "mga taong may kapansanan",
  "welcome-everyone": "lahat",

  "about-title": "Sino ang nagpapatakbo ng pahinang ito",
  "about-lead":
    "Mga taong ang trabaho ay tumulong. Sumasagot sila ng mga tanong tungkol sa trabaho, tirahan, papeles at kaligtasan. Makikita mo ang pangalan ng grupo nila kapag pinili mong sumulat.",
  "about-name": "Bakit wala rito ang pangalan",
  "about-name-more": "Para hindi malaman ng tumitingin sa screen mo kung sino ang kausap mo.",
  "about-cannot": "Ang hindi kaya ng kompyuter namin",
  "about-cannot-more":
    "Itinatabi nito ang mga liham mo, pero hindi nito mababasa ang mga iyon: wala rito ang susi. Nasa iyo at sa mga sumasagot ang susi. Sa simpleng paraan lang, ito ang nagkakandado ng mga iyon, at nakikita nito ang mga iyon sa sandaling iyon.",
  "about-could": "Ang kaya ng taong pumasok nang palihim",
  "about-could-more":
    "Ang magnanakaw na kokopya sa kompyuter ay makakakita ng mga nakakandadong liham at ng oras ng bawat isa. Ang magnanakaw na magbabago ng pahinang ito ay puwedeng makabasa ng isusulat mo pagkatapos noon. Kung may binuksang talaan para sa iyo, puwede rin iyong mabasa ng magnanakaw na nakapasok sa kompyuter.",
  "about-noticed": "Paano ito mapapansin ng iba",
  "about-noticed-more":
    "Nasa isang bukas na listahan ang bawat bahagi ng page na ito, at may sariling marka ang bawat isa. Paulit-ulit na inihahambing ng mga tao sa labas ang page sa listahan. Iba ang marka ng bahaging binago.",
  "about-you": "Ano ang magagawa mo",
  "about-you-more":
    "Kung napakalaki ng nakasalalay dito, buksan ang page na ito sa Tor Browser o sa teleponong hindi sa iyo, at huwag maglagay ng mga pangalan. Puwede ring pigilan ng nanloob ang mga sulat: kung matagal na walang sagot, magtanong din sa ibang lugar.",
  "about-list": "Tingnan ang bukas na listahan",

  "advice-from": "Saan ito galing",
  "advice-own": "Isinusulat ng mga gumawa ng pahinang ito kung paano ito gumagana.",
  "advice-written": "Isinulat noong {date}. May titingin ulit dito bago mag-{until}.",
  "advice-signed": "Sinuri ni {name} ang tekstong ito noong {date}.",
  "advice-closed": "Hindi pa bukas sa wikang ito, dahil wala pang lumaki sa wikang ito na sumuri:",

  "choice-job": "Alok na trabaho",
  "choice-job-more": "Ano ang titingnan bago umoo",
  "choice-rights": "Ang mga karapatan mo",
  "choice-rights-more": "Sa simpleng salita",
  "choice-children": "Tungkol sa mga bata",
  "choice-children-more": "Sino ang dapat magpaalam ng ano",
  "advice-counsel": "Wala pang abogadong nagkumpirma nito.",

  "proof-title": "Suriin ang isang patunay",
  "proof-lead":
    "May nagpapakita sa iyo ng patunay na may dumating na liham dito. I-paste ito. Sinusuri ito sa sarili mong device at hindi ipinapadala kaninuman.",
  "proof-label": "Ang patunay",
  "proof-go": "Suriin",
  "proof-noscript": "Kailangan ng browser na may JavaScript para masuri ito.",
  "proof-unreadable": "Hindi ito patunay.",
  "proof-changed": "Binago ito.",
  "proof-forged": "Binago ito, o galing ito sa ibang lugar.",
  "proof-promised": "May pirma ito ng site na ito.",
  "proof-looking": "Mga puwestong tiningnan:",
  "proof-absent":
    "Wala ito sa pampublikong listahan. Ang dumating sa nakaraang isang oras ay baka wala pa roon.",
  "proof-present": "Nasa pampublikong listahan ito. Puwesto:",
  "proof-unsigned": "Hindi tama ang pirma ng pampublikong listahan. Huwag kang umasa rito.",
  "proof-witnessed": "Iba pang sumasaksi sa listahan:",
  "proof-unwitnessed": "Wala pang sumaksi mula sa labas para sa listahang ito.",
  "proof-away": "Hindi mabasa ang listahan. Subukan ulit mamaya.",

  "copy-title": "Itago ito sa telepono ko",
  "copy-lead":
    "Makakakuha ka ng isang file na may laman ng mababasa rito. Nabubuksan ito kahit walang internet.",
  "copy-danger":
    "Makikita at mababasa ito ng sinumang makabubukas ng telepono mo. Kung may tumitingin sa telepono mo, huwag itong itago.",
  "copy-traces":
    "notes.html ang pangalan nito. Mananatili ito hanggang burahin mo, doon at sa listahan ng mga download. Sa pag-alis, blangkong pahina ang lalabas; maaaring bumalik dito ang Back.",
  "copy-get": "I-save ang file ({size} kB)",
  "copy-places": "Kasama ang mga lugar na makakatulong",
  "copy-places-why":
    "May mga lugar at numero rin ang file. Mas marami itong sinasabi sa makakakita nito, at puwedeng manatili sa listahan ng mga download ang bayang ita-type mo.",
  "copy-places-get": "I-save ang file na may mga lugar",
  "copy-places-on": "Ganito noong {date}. Marami nang puwedeng nagbago. Tumawag muna bago pumunta.",
  "copy-places-some": "{shown} sa {count, plural, one {# lugar} other {# na lugar}}.",
  "copy-name": "Mga tala",
};
