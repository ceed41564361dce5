/**
 * 2,048 Filipino words for return words: common, concrete, calm; sorted by code point. After folding (`fold.ts`) no two are
 * the same, no two are one letter apart (added, left out, changed or swapped), and no two share their first four letters.
 *
 * UNREVIEWED: no named speaker has read this list yet. Read it before a first real mailbox exists: once words are
 * given out, no line here may change.
 */
export const filipinoWords: readonly string[] = `
abaka abaniko abiso abokado abono abril abubot abuhin abyerto adelpa adhika adobo adorno agad agahan
agapay agham agila aginaldo agiw agoho agosto aguhon agung agwat ahedres akademya akala akasya
akayin akbay akda aklat akordyon aksyon aktibo aktor aktres akustiko alaala alabok alagad alahas
alakdan alalay alamat alapaap albatros aligid alikabok alimango alipato alis alitaptap aliwalas
alkansiya almires almusal alok alpabeto alpombra alugbati alulod aluminyo alupihan alwan alyansa
amag ambisyon ambon amerikana amorseko amoy ampalaya amuyin anahaw anak analisa andador anekdota
anggulo anghang angkin anihan anim anino anluwage antala antena antigo antok anuman anunas anyaya
anyil aparador apat apelyido apir apitong aplaya apog apulid aralin araro araw arena arkitekto arko
armonika arnibal aroskaldo arpa artista aruga asarol asero asin asno asosasyon asotea aspalto
aspekto aspile asuhos asukal asul asusena atensyon atip atlas atleta atomo atsara atsuwete atubili
atungal awit awtobus ayon aytem ayuda ayungin babasa badminton bagahe bagnet bagoong bagtas bagwis
bagyo bahaghari baitang bakas baklad bakod bakuran bakya balabal balbas balde balewala balimbing
balkonahe balot balumbon balyena bambu banaba bandana bangka banig banlaw banoy bansa bantayog
banyera baon bapor baranda barbero bareta bariles barkada barnis barometro basahin basket baso bata
batis batok baul bawang bayakan baybay bayle berbena berde besbol bestida bibe bibingka bida bidyo
bigat bigkas bigla bigote bihasa bihira bihon bilao bilis bimpo binata bingwit binhi binibini
bintana biradora biro bisagra bisikleta biskotso bisperas bistek bisugo bitamina bitbit bituin
biyahe biyernes biyolin blakbord blangko blender bloke bobina bodega bola bolpen bombero bonete
boses botas bote botika brilyante brokoli bronse brotsa bubog bubuyog budbod bughaw bugtong buhangin
buhok bukal bukid buklod buko bulaklak buldoser bulilit bulkan bulong bulsa bulto bulubod bulwagan
bulyon bumalik bumisita bumper bumuo bundok bunga bunot bunso bunyi burador burda busilak buslo
butaka butete butiki butones buwaya buwig dagat dagitab dagli dagundong dahilan dahlya dahon daigdig
dakila dalawa dalisay daloy dalumat dambuhala damdamin damhin damit damo dampa damuhan danaw dangkal
dapdap dapyo daras dating datos daungan dayami debate dekano delata dentista deretso desisyon
destino detalye dibisyon dibuho didal digital diin diko diksyon dikya dilaw diligan dingding dinig
dinosawro diploma direksyon disenyo diskurso distrito disyembre ditse diwa diyamante diyeta doble
doktora dolpin dolyar domino donasyon dongon doon dosena dragon drama drayber drowing duhat dulas
dulo dumating dumilim dumungaw dungaw dunong dutsa duwende duyan dyaket dyanitor dyip dyus ebolusyon
edad edipisyo edisyon editor edukasyon ehemplo ehersisyo ekis eklipse ekolohiya ekonomiya eksakto
eksena eksibit eksperto ekstra ekwador elastiko elebeytor elektrik elemento elepante elisi embudo
emosyon empanada enerhiya engrande ensalada entablado entrada epekto epiko epilogo episodyo eroplano
esensya eskala eskina eskoba eskrima eskuwela esmeralda espasyo espesyal espiral espongha estatwa
estero estrelya estudyo etiketa gaan gabay gabi gagamba gakit galapong galing galon galyetas gamot
gamugamo ganap ganda ganito ganoon gansal ganyan gaod garapon garbansos gardenya gasolina gaspang
gatas gatla gatong gawain gawgaw gayak gayunman giikan gilas gilingan ginataan ginhawa ginisa ginoo
girnalda gisado gising gitara gitling gitna giwang globo gobyerno goma gorilya goto grabado grado
gramatika granada grasa gripo gubat gulay gulod gumawa gumising gumuhit gunita gunting gupit gurami
guro guryon gusali guwantes guyabano habagat habihan habonera hagap hagdan hagikhik hagod hain haka
hakot halaw halimuyak halohalo haluan hamonado hamper handog hangin hantong hapay haplos hapyaw
harapan hardinero harina harlekin harurot hasang hasmin hatak hati hawan hawig hayag hayop hayskul
hebilya hektarya hele helmet henyo heograpo hibla hidrodyen higaan higera higit higop hikab hilamos
hili hilot himaymay himbing himig himlay himno himpilan himulmol hinahon hinete hinga hinhin hinog
hintay hinuha hipag hipon hirang hito hitsura hiwatig hiyas holen honda hopya hudyat hugas hugpong
hulaan hulma hulwaran hulyo humaba humila humpay humuni huni hunlapi hunyango hurno husay husto
huwad huwebes iabot iakyat ialay iambag iangat ianunsyo iayos ibabaw ibahagi ibalik ibatay ibawas
ibayo ibig ibilad ibitin ibon iboto ibuhos ibukas ibunsod ibuod idaan idagdag idampi ideya idikit
idilig idolo idugtong idyoma igalaw igawad igib igiit igiling igisa iglap igos igugol iguhit ihabi
ihakbang ihalo ihanda iharap ihasik ihatid ihaw ihilera ihinto ihip ihiwalay ihugis ihulog ikagalak
ikalat ikampay ikapito ikasiyam ikatlo ikid ikintal ikli ikot ikula ikumpas ikuwento ilabas ilagay
ilahad ilalim ilang ilarawan ilawan ilaya ilibot ilimbag ilipat ilog ilubog ilunsad iluto imahen
imbak imbento imbitado imburnal imik impok imprenta imulat imungkahi inahin inakay inasal indak
ingay inhinyero inihaw init inobasyon inodoro insekto intindi inumin inyo ipaalam ipabasa ipadala
ipagawa ipahid ipakita ipamana ipangako ipareho ipasok ipatong ipihit ipila ipinta ipuipo ipunla
isaayos isabit isadula isahog isaing isalin isama isandal isapuso isatinig isaulo isawsaw isda
isiksik isilid isingit isipin iskedyul iskolar iskultor ispageti isports istasyon istilo istorya
isubo isukat isulong isumite isuot itaas itahi itakda italaga itambak itanghal itaon itapat itawag
itim itirik ituloy itungo ituro itutok iugnay iugoy iukit iunat iuwi iwagayway iwan iwika iwisik
iyuko kaagad kaakbay kaalaman kaanib kaarawan kaayusan kabayo kabesera kabinet kable kabuuan
kabyawan kadalasan kadete kadikit kadlit kadugtong kadyos kagamitan kagitna kagubatan kagyat kahapon
kahel kahit kahoy kahusayan kaibigan kailangan kaimito kainan kaisipan kakanin kakilala kaklase
kakulay kalabaw kaldero kalesa kalihim kalkulado kalmado kaloob kalsada kaltsiyum kaluskos kalye
kamatis kambing kamelyo kamisa kamote kampeon kamtan kamusta kamyas kanaryo kandila kanela kangkong
kanin kanluran kantina kanugnog kanya kaong kapatid kape kapisanan kapok kapsula kapuluan kapwa
karayom karbon karera karga karinyo karnabal karot karpeta kartolina karwahe kasapi kaserola kasi
kaskaho kasosyo kastilyo kasundo katalogo kategorya katha katihan katmon katre katsarita katutubo
katwiran kaugalian kaunti kauri kausap kawayan kawing kayaman kayod kaysa kendi keso ketsap keyk
kibit kidlat kilapsaw kilig kilo kilusan kimika kimono kinatawan kinilaw kinse kintab kisame kiskis
kislap kita kitikiti kiwal kiyosko klarinete klasiko klinika klub kodigo kolektor koloreta kolum
kometa komisyon kompleto konduktor konsepto kopa koponan korales kordero korido kornisa korona korto
kosmos kostumbre kotse krayola krema kristal kritiko krudo kubli kubo kubrekama kubyertos kudkod
kudyapi kuhol kulambo kulitis kulog kulubot kumanta kumbida kumilos kumot kumpuni kumuha kuna
kundiman kuneho kuntento kunwari kupas kupkop kupon kurbata kurdon kurso kurtina kusina kuskos
kutitap kutkot kutob kutsara kuwadra kuweba kuwit kuyakoy kwitis labada labuyo ladrilyo laganap
lagda lagkit lagpas laguna lahat lahok lakan laki laksa laktaw lakwatsa lalagyan lamang lambak
lamesa lamina lampaso lamyos lana landas langgam lansangan lantsa lapag lapis laptop larangan laro
laruan lathala latian latoy latundan laurel lawak lawin laylayan layunin lebadura lebel leksyon
lente leopardo letrero letseplan leyenda liban libis libong libreta ligaya ligo ligpit ligtas liham
lihiya liit likaw likha likido liksi lilim lilok lima limbagan limon limpak limutin linang linggo
linoleum lipad lipi lipstik lipunan lirika lisensya listahan litid litrato litsugas liwayway liyabe
liyebre lohika lolo loob losa losyon loteng lotus loyal lubak lubha lubos lugay lugod luho lukban
luklok lukob lukso lumabas lumipad lumpiya lumundag lundag lunes lungga lunok luntian lupa lusaw
lusot lutas luwag maaari maabot maagap maalam maamo maanghang maaraw maasim maayos mabato mabisa
mabolo mabukid madahon madilaw madulas madyik maestro magaling magbasa magdamag maghugas magiliw
magkaisa maglakbay magmano magpasyal magsaing magtanim magulang magwalis magyaya mahalaga mahinhin
mahogani mahusay maigi maikli mailap mainit mais maitim makabago makinang makopa makuha malapit
maleta malikhain malusog mamaya mambabasa mamon mananahi mandala mangga manigo manlalaro manok
mansanas mantel manunulat manwal manyika mapayapa mapino mapula maraton margarina mariposa marka
marmol marso martes marunong masarap masdan masetera masigla maskara masuyo matayog materyal matibay
matrikula matsing matuto maugat maulan maunlad mausok maya mayelo mayor mayroon mayumi medalya
medida medyas mekaniko melodya memorya mensahe mentol menudo merkado meryenda mesa metal metodo
metro miki mikropono mikser milagro milyon minatamis mineral minibus minsan minuto mirasol mismo
mistula miswa mithiin mitsa miyembro moderno modista modulo molde molino monarko monumento mosaik
motor muhon mulawin mumo mumunti mundo munggo munisipyo munti muog muralya musang museo musika
muskada musmos mustasa mutya muwebles nakar namnam nanay narito naroon narra nars nasaan nasyon
natatangi natin natural nebula negosyo nektar neon ngalan ngatngat ngayon ngiti ngumiti ngunit nguya
nikel nilalaman nilupak ningas ninong nipa nipis niyan niyebe niyog niyugan nobela nobyembre noong
normal nota notbuk numero nutrisyon nuwebe oasis obelisko oberol obrero ohales okasyon okoy okra
oksiheno oktaba oktubre oliba olimpiko omelet onse opal opera opinyon opisyal opsyon optiko orasan
ordenansa ordinaryo organo orihinal orkestra orkidya ornamento ostra otel otsenta oyayi paahon
paakyat paalaala paano paaralan pabalat pabilog pabor pabrika pabula padaluyan padron padyak
pagaspas pagbabago pagdating paghanga pagitan pagkain paglaki pagmasdan pagsasaka pagtuturo pagyaman
pahayagan pahiram paho paigting paikot pailaw paitaas pakay pakete pakiusap pakli pakpak paksiw
pakulo pakwan pakyaw palaka palda palengke paliwanag palmera palosebo palumpong pamangkin pambura
pamilihan pampalasa pamunas pananamit pandiwa pangarap panhik panimpla panlasa pansin pantig
panulukan panyolito papaya papel papuri parang parehas parisan parmasya parol parsela parte paruparo
pasas pasimula paskil paslit pastel pasukan pasyal patatas patinig patlang patnubay patola patpat
patuloy paumanhin paunawa pauwi pawikan payapa payong paypay pebrero pedal pekas pelikula pelota
peluka pendulo peninsula perlas perpekto persona peryodiko peseta petate petrolyo petsa petunya
piging pigura pihikan pikadilyo pikit pikpik pilak pilipit pilosopo pilyo pinakbet pindot pinggan
pinipig pinto pinuno pinya pipino piraso pirinsa pisara pisi pista pitas pitik pitson pitumpu piyano
piyesta piyon planeta plastik plato plauta plorera plumero poder poesya pokus polka polseras polyeto
pomelo pondo popular porma porselana portiko posisyon poso posporo poste potograpo praktis premyo
preno presko prinsesa prito probinsya produkto progreso propesor prosa proyekto prutas publiko pugad
pugita pugon pukaw pukyutan pula pulburon pulgada pulot pulso pumasok pumili pumpon pumula punas
pundar punlaan puno puntahan pupitre pusit puti putol putsero puwang puwede puyod rabanos radar
radyador raha raketa rambutan ranggo rantso rason reaksyon rebista rebyu regalo rehiyon rekado
rekord relyeno remedyo repaso reporter republika residente respeto restawran resulta retoke retrato
reuniyon reyna riles rimas ringgit ritmo robot rolyo romansa romero rosal rosetas roskas rotasyon
rotonda rubber rubdob rubi rubrika ruler rumba rurok rustiko ruta ruweda saanman sabado sabik sablay
sabon sabsab sadya sagana saging sagot sagwan sahig saingan sakayan saklaw saknong sako saksopon
salaan salbabida salero saliw salmon saloobin saltik salubong samasama sambalilo samotsari sampu
samyo sanaysay sandalyas sanga sanhi sanib sanlibo santol sapatos sapin saplot sapsap sarap sarbey
sardinas sarimanok sarong sarsuwela sasakyan sastre satelayt sawali sawikain sawsawan sayaw sayote
saysay sebo sebra seda segundo sektor selyo semento seminar sensilyo sentro senyas sepilyo serbisyo
sereno seryoso sesenta setyembre sibika sibol sibuyas sidlan sigasig siglo sigsag siguro siha sikad
sikdo sikip siklab silaba silbato silindro silong silungan silweta silya simbolo simetriya simoy
simpan simula sinauna sindi sinehan singkamas sinigang sino sinsin sinturon sinulid siper sipit
sirena sirko sirop siruwela sisid sisne sistema sitaw sitsaron sitwasyon siyam siyempre siyopaw
siyudad sobre sodyo solar solido solusyon sombra sonata sopas sopbol soprano sorbetes sorpresa
sosyal sotanghon subalit subenir subok sudsod sugpo suhay sukatan sukdulan suki suklob suksok sulam
suliranin suloy sulsi sultan sulyap sumakay sumbrero sumikat sumping sumulat sunduin sungkit sunod
suob suplay suporta suriin surtido susog sustansya sutla suwabe suweter suyo suyuan taal tabas
tabing tabla tabo tabtab tadhana taga taginting taglamig tagni tagpuan tagsibol tagtuyot tagumpay
tahanan tahian taimtim takalan takbuhan takdang takip taklob taksi taktika takure talangka talbog
talento talino talong talsik talulot talyer tamaraw tamburin tamis tampisaw tanaga tandaan tanghali
tanigi tanlak tansan tantiya tanyag taog tapatan tapete tapilok tapsilog taptap tapunan tapyas
tarheta tariktik tasahan tastas tatay tatlo tatsulok tauhan tawagan tawilis tayutay teatro teheras
teklado teknika teksto tela telegrama telon tempo tenis tenor teorya terasa teritoryo termos terno
tesoro tibay tibok tigil tigre tikas tiket tikim tikling tilamsik tilos timbang timog timpla tinapay
tindig tingkad tinidor tinola tinta tipaklong tipid tirahan tirintas tisa tisyu titig titser titulo
tiwala tiyaga tiyempo tiyo tiyuhin tokador tokwa tonelada tono topograpo tore tornilyo tortilya
tosino tostado totoo tradisyon trahe traktora trampolin trangka trapo traysikel tren triangulo trigo
trombon tropeo troso trumpeta tsaa tsaleko tsampaka tsapsuy tsart tselo tsiko tsinelas tsitsaro
tsokolate tsubibo tsuper tubal tubero tubig tugatog tugma tugtugan tuhog tuka tuklap tukoy tuktok
tuldok tulin tuluyan tulya tumayo tumbok tumibay tumpak tumugon tunaw tunel tungkol tunika tunton
tuod tupad turban turista turkesa turon tustos tutong tutubi tuwalya tuwid tuyom ubas ubod udyok
ugali ugat ugnayan ugong ukay ukol ukulele ulan uling uliran ulit ulop ultimo ulunan umabot umaga
umahon umakyat umambon umandar umapaw umawit umayos umibig umigib umihip umikot umilaw umimik uminom
umiral umitim umiwas umpisa umpukan umugoy umukit umulan umunlad umupo umusad umuwi unawa unggoy
uniberso uniporme unlad unos unyon upahan upang upuan urbano urian urna usad usapan usbong usisa
usli usok uwak wagas wagi wagwag wakasan walisan walo walumpu wangis wasiwas wasto watawat wawa
weyter wikain wiling wisikan yabong yakal yaman yapak yarda yari yate yelo yema yodo yoga yogurt
yugto yugyog yumakap yumuko yungib yunit yupi
`
  .trim()
  .split(/\s+/);
