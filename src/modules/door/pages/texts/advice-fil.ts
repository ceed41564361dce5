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

  "happens-title": "Ano ang mangyayari kapag nagkuwento ako?",
  "happens-lead": "Ikaw pa rin ang nagpapasya. Walang mangyayari nang lingid sa iyo.",
  "happens-read": "Tao ang nagbabasa nito",
  "happens-read-more": "Hindi makina. Ang mga sumasagot lang dito ang makakapagbukas ng mga liham mo.",
  "happens-answer": "Dito ka nila sasagutin",
  "happens-answer-more":
    "Hindi ka nila tinatawagan, sinusulatan o pinupuntahan sa ibang lugar, maliban kung hilingin mo.",
  "happens-secret": "Sa kanila lang ito",
  "happens-secret-more":
    "Hindi nila ito sinasabi sa pulis, sa amo, sa pamilya mo o sa kahit anong tanggapan nang walang pahintulot mo.",
  "happens-child": "Kung may batang nasa panganib",
  "happens-child-more":
    "Kung gayon, maaaring sabihin ng batas na dapat naming ipaalam ito sa mga nagpoprotekta sa mga bata. Kung kaya namin, kakausapin ka muna namin.",
  "happens-more": "Kung gusto mo ng dagdag na tulong",
  "happens-more-more":
    "Matutulugan, doktor, abogado: saka ka namin tatanungin kung puwede kaming magbukas ng talaan. Makikita mo kung sino ang magbabasa ng ano. Ang isasagot mo ay oo o hindi muna.",
  "happens-stop": "Puwede kang tumigil",
  "happens-stop-more":
    "Puwede mong bawiin ang pahintulot mo, o burahin ang mga liham mo, kahit kailan. Walang magagalit sa iyo dahil doon.",

  "phone-title": "Ligtas ba ang telepono ko?",
  "phone-lead":
    "Hindi namin kayang tingnan ang loob ng telepono mo. Pero puwede mong pag-isipan ang mga ito.",
  "phone-near": "Taong malapit sa iyo",
  "phone-near-more":
    "Puwede itong mabasa ng sinumang tumitingin sa screen. Pindutin ang “Umalis ngayon” kapag may dumarating.",
  "phone-code": "Taong alam ang code mo",
  "phone-code-more":
    "Ang sinumang nakakapagbukas ng telepono mo ay puwedeng makakita ng ginawa mo roon. Ang pribadong window ay hindi nagtatabi ng listahan ng mga pahinang binubuksan mo.",
  "phone-watched": "Teleponong inayos ng iba",
  "phone-watched-more":
    "Puwede nitong ipakita sa kanila ang tina-type mo at kung nasaan ka. Kung kaya mo, gumamit ng ibang telepono: sa kaibigan, o sa aklatan.",
  "phone-sudden": "Huwag magbago ng marami nang biglaan",
  "phone-sudden-more":
    "Kung may aalisin ka sa telepono, puwede itong mapansin ng nagbabantay. Tanungin mo muna kami. Puwede natin itong pag-isipan nang magkasama.",
  "phone-words": "Ang walong salita mo",
  "phone-words-more": "Huwag kunan ng litrato ang mga ito, at huwag ipadala ang mga ito sa kahit kanino.",

  "help-title": "Tulong na malapit sa iyo",
  "help-lead":
    "Puwede mong tawagan o puntahan ang mga lugar na ito. Hindi mo kailangang sabihin muna sa amin.",
  "help-place": "Bayan o lungsod",
  "help-place-why": "Para maipakita namin ang malapit. Puwede mo itong iwanang blangko.",
  "help-language": "Wikang sinasalita nila",
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
  "help-free": "{count, plural, =0 {Walang bakante} one {# bakante} other {# bakante}}",
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
    "Itinatabi nito ang mga liham mo, pero hindi nito mababasa ang mga iyon: wala rito ang susi. Nasa iyo at sa mga sumasagot ang susi.",
  "about-could": "Ang kaya ng taong pumasok nang palihim",
  "about-could-more":
    "Ang magnanakaw na kokopya sa kompyuter ay makakakita ng mga nakakandadong liham at ng oras ng bawat isa. Ang magnanakaw na magbabago ng pahinang ito ay puwedeng makabasa ng isusulat mo pagkatapos noon.",
  "about-noticed": "Paano ito mapapansin ng iba",
  "about-noticed-more":
    "Nasa isang bukas na listahan ang bawat bahagi ng page na ito, at may sariling marka ang bawat isa. Paulit-ulit na inihahambing ng mga tao sa labas ang page sa listahan. Iba ang marka ng bahaging binago.",
  "about-you": "Ano ang magagawa mo",
  "about-you-more":
    "Kung napakalaki ng nakasalalay dito, buksan ang page na ito sa Tor Browser o sa teleponong hindi sa iyo, at huwag maglagay ng mga pangalan. Puwede ring pigilan ng nanloob ang mga sulat: kung matagal na walang sagot, magtanong din sa ibang lugar.",
  "about-list": "Tingnan ang bukas na listahan",
};
