/**
 * 2,048 Albanian words for return words: common, concrete, calm; sorted by code point. After folding (`fold.ts`) no two are
 * the same, no two are one letter apart (added, left out, changed or swapped), and no two share their first four letters.
 *
 * UNREVIEWED: no named speaker has read this list yet. Read it before a first real mailbox exists: once words are
 * given out, no line here may change.
 */
export const albanianWords: readonly string[] = `
abazhur abetare adaptoj adresë aeroport afat afresk afrim afroj afërsi agjenda agronom agrume ajkë
ajror ajsberg ajër akacie akademi akoma akord akrobaci aktiv aktor aktual akuarel akullore akustik
album alfabet algjebër algë almanak alpin amator ambalazh ambient amfibë amforë amper ananas
anasjell andej anekdotë anemonë anije anim anketë ankorë ansambël antenë antilopë anësor aparat apel
ardhshëm arenë argjilë argëtoj arie arkitekt arnoj aromë arrij arsim arsyeshëm artist arushë asfalt
ashensor ashkël ashpër ashtu askush asnjë aspak aspekt aspirator astar astronom atdhe atelier atje
atlas atlet atmosferë atom atribut audio autobus avantazh aventurë aviator avion avulloj azhur azot
baba bagazh bagëti bahçe bajame bakllava bakër baladë balerinë ballkon balonë balsam baltë banane
banjë banor barazi bardhë bariton barkë barometër bashkoj bastun batanije bateri baticë baxhë
bazilikë bazë bebe begati behar bejkë benzinë berber bereqet besim besnik beton biberon bidon biftek
bigudi bilardo bilbil bimor bimë binjak biolog bisedoj biskotë bistër bizele bizhuteri biçikletë
blegtori blerim bletë bllok blozë bobinë bodrum bojatis bojler bolero bollëk bonbone bordo borigë
boronicë borsh borzilok borë bosht bostan botanik botëror branë brazdë bredh bregdet brejtës
brekushe brenda breshër bretkosë brezare brilant brinjë brishtë bronz broshurë brumos brushoj brymë
bubullimë bucelë bujar bujk bujqësi bujtinë bukur bukë bulevard bulkth bulldog bulmet bulon bumerang
bunacë buqetë burbuqe burim bursë butësi buzëqesh byrek byro byzylyk bërthamë caktoj cedër cekët
celofan celular ceremoni cergë cicmic cicërimë cikël cimbidh cingël cipë cirkus cironkë citat citoj
civil cjap cohë copëz curril dado dafinë dajre daktil dalje dallgë damixhanë dantellë dashuri daulle
debat degëzim dekadë dekoroj dele delfin dendur dentist depo derisa desert detaj detektor detyrë
dhallë dhelpër dhjetë dhomë dhuratë diademë diagonal dialekt diametër diapazon diell dijetar diku
dimër dinamo dinjitet diplomë direk disi diskret ditar diturak ditë divan divizion diçka djalosh
djathë djep dobi doktor domate domino donator dorashka dorezë doçkë dragua dramë drapër dredha
drejtë drekë dren dritare drizë drunor dudë dukat dukshëm dukuri dush duzinë dyfish dylbi dyqan
dyshe dytësor dyzet dëborë dëfrim dëftesë dëgjim dëlirë dëllinjë dërgoj dërrasë dëshiroj ecje edhe
edicion edukatë efekt egër ekip ekologji ekonomi ekran ekspert ekstra ekuator ekuilibër elbarozë
elegant elektrik element eliksir emblemë emocion emëroj endje energjik enigmë entuziast epik epokë
epruvetë errësoj erëmirë esencë eshkë eskalator estetik estradë etapë etikë eukalipt eveniment
evident ezmer fabrikë fabul fagot fajancë fajkua falas familje fanar fanellë fanfarë fantazi faqe
faqore farkoj farmaci farsë fasadë fasule fatlum favorit fener fenomen fermë festiv figurë fiksoj
filarmoni fildish filigran fillestar film filozof filtroj filxhan finalist fisnik fitil fitore fizik
fjalë fjetje fjollë fjongo fjord flakëroj flamur flaut flegër fletore flladit flok flori flotë
floçkë fluor flutur fokus folje folklor fond fonetik format fortesë forum fosfor foshnjë fosil
fotograf fragment frak frashër frazë frekuencë frenoj freskët frutore fryj fshat ftesë ftohtë ftoj
ftua funksion furkë furnelë furrik furtunë fushë fustan futboll fuçi fyellor fëmijë fërgesë
gabardinë gadishull gaforre gajde gajtan galaktikë galeri gallatë galop garazh gardh gargarë
garniturë garuzhdë garë gastare gatitje gatuaj gavetë gazelë gazmor gdhendje gips gishtëz gjallë
gjashtë gjatësi gjej gjelbër gjemb gjeni gjeograf gjerë gjest gjethe gjigant gjilpërë gjimnast
gjinkallë gjirafë gjithçka gjizë gjol gjuhësi gjurmë gjysh gladiolë glazurë gllënjkë global glukozë
godinë gogël gojëz golf gomar gomone gonxhe gosti gotë govatë gozhdë gradë grafik gramatikë granit
grazhd grep grerëz grigjë grilë grim grua grumbull grurë guacë guaskë guhak gumëzhij gunë guralec
gurgulloj guriçkë guror gushëkuq guximtar guxoj gëlqere gëmushë gërmoj gërshet gështenjë gëzim
gëzohem gëzuar habi hajat hallkë halor hambar hangar hapje hapur hapësirë harabel hardhi harkëtar
harlis harmoni harpë harroj hartues harxhoj hasër hava hedhje hektar hekur hell heroik herët hibrid
hidraulik higjienë hijeshi hikërr himn hingëllij hinkë hipopotam histori hithër hoje hokej hollësi
homazh horizont hotel hudhër hulli hulumtoj humor humus hurdhë hyrje hënor hënë ibrik ideal identik
ilustroj iluzion imazh imitoj impuls imtë indeks indigo industri infermier informoj inovacion insekt
insistoj inspiroj instinkt internet inventar inxhinier iriq ishull itinerar jaguar jaht jakëz jard
jargavan jastëk javor javë jehonë jelek jeshil jetoj jetësor jogurt jogë jorgan jubile jugor junior
kabare kabinet kabllo kadife kafe kafshatë kajmak kajsi kakao kaktus kalavesh kalem kalimtar kalli
kalori kaltër kambanë kamion kamomil kamping kamëz kanape kandar kangur kanistër kanotazh kantier
kapak kapelë kapiten kapllan kaproll kapuç karavidhe karbon karficë karkalec karnaval karotë karpuz
karrige kartolinë karvan kashtë kaskë kasnec kasolle kastor katalog kategori katran katund kavall
kazan kazmë kaçamak kaçirubë kaçurrel kikirikë kilogram kimi kinema kioskë kitarë klasor klimë
klinikë kllapë klloçkë kloun klub kobalt kodrinor kofin kokërr kolazh kolektiv kolibri kolltuk kolor
kombinoj komedi komitet komodinë kompas komshi komunë konak koncert kondor konkav konservë kontejner
kopertinë kopje kopsht korale korb kordele korinë kornizë korridor kosh kosit kostum kotec kovaç
kovë kozmik koçan krahasim krap krasit krater kravatë krehër krejt krem krenar kreshtë krevat
krijesë krikëll krimbje kripë kristal kritik krokodil kronikë krunde kryefjalë kthej kthim kthjellët
kuadrat kube kubik kudo kufje kujdes kujtim kukurec kulaç kullot kulm kulpër kulturë kumbull kumt
kunadhe kundërmoj kungull kunj kupolë kuptoj kupëz kureshtje kurorë kurs kushëri kusi kutizë
kuvendoj kuzhinë këllëf këlysh këmbëngul këmishë kënaqësi këndoj kënetë këngë këpucë kërcim kërkoj
kërmill kërpudhë kërrabë këshill kësisoj kësulë këtej këtu labirint laborator lagje lagunë lagët
lahutë lajle lajmoj lajthi lakonik lamë laps lapër laramane largim lartësi larës lashtësi laureat
lavaman lavdi lavjerrës lavërtar legen legjendë lehje lehtësi lejlek leksik lektor leopard lepur
leshator leskër letrar letër levrek levë lexim lexoj lexues lezet librezë libër licencë liman limit
limonadë limuzinë lindor linjë linoleum liqen lirik lirë lisnajë listë livadh llak llambë llastoj
llixhë lloj llokum lodrim lodër logjikë lojtar lokal lopatë lopçar lopë luaj luaneshë luginë lugë
luhat luks lulëkuqe lumtur lundërz luspë lustër lutem lyej lyerje lëkund lëmsh lëmuar lëndinë lëng
lëpjetë lëvdatë lëvizje lëvore mace madhështi madje mafishe magazinë magjik magnet mahnit majdanoz
majmun majonezë majtë majës makarona maket makinë maksimum malore malësi mami manaferrë mandarinë
manekin manifest mansardë mantel manual maratonë marionetë marmelatë mars marule mashë masiv
material matur mazurkë maçok mbajtës mbarim mbath mbetem mbiemër mbjell mbledhës mblidhem mbrapa
mbrojtje mbruj mbrëmje mbulesë mbush mbërrij mbështes medaljon mekanizëm melasë melhem melodi
membranë memorie mendër mentor meny mençuri meremetoj meridian merkur mermer mesazh mesditë mesnatë
metaforë meteor metodë metro mezhdë midhje midis mijëra mikeshë mikpritje mikrofon miliard mimikë
mimozë mineral minierë minutë miqësi mirazh mirëdita mish misterioz misër mitologji mizë mjaft
mjaltë mjedis mjegull mjekësi mjellmë mjeshtër mjet mlysh mobiloj modeloj modul molekulë mollë
moment monark monedhë monitor monolog montazh monument moral moshatar motiv motorist motër mozaik
moçëm mpreh mrekulli mrizoj muhalebi mullar mundës murator muroj murriz mushicë muzg muzikë mysafir
myshk mëhallë mëllenjë mëmëdhe mëngjes mënjanë mëshqerrë mësimor mësoj mësues mëtim mëzat nadir
naivitet najlon nallban nanuris narcis natyrë natë ndaj ndalesë ndarës ndenjëse ndesh ndezje ndiej
ndihmë ndijim ndikoj ndjenjë ndoca ndodh ndonjë ndoshta ndreq ndriçim ndryshim ndërkaq neon nesërm
netull neutral nevojë ngadaltë ngarkoj ngas ngazëllej ngeshëm ngjalë ngjitje ngjyrosje ngop ngrehinë
ngrirë ngrohje ngrys ngulit ngushtë ngut nimfë nipër nisem nisje nitrat nivel njeri njoftim njohës
njom njuton njëherë njëjtë njëqind njësoj njëzet nofkë nomad normë nostalgji notar notim notoj
notues novator novelë nuhas numëroj nuselalë nxehtë nxitim nxënës nyje nëndetëse nënqeshje nëntë
nëpërmjet objekt oborr observoj odise oksid oktavë okër olimpik ombrellë operë opingë optik oqean
orar orator orbitë oreks organik orientim origjinal oriz orkestër orkide orman ornament ortek
ovacion oval oxhak ozon paanë pafundësi pagur pajis pajtim paketim pakicë pako palaço paletë pallto
palmë palos pambuk pamje panair panel panoramë panxhar papagall papirus papritur paradë pardesy
parfum parkim partiturë parukë parvaz pasardhës pasdite pasi pasnesër pasoj pasqyrë pastër pasuroj
patate patinazh patkua patok pauzë pavarësi pavijon pazar pecetë pedagog peizazh pekmez pelenë pelin
pelush pemishte pemë pendë penxhere periskop perlë peron perëndim peshk petale petk petëz pezull
piano pijë pikant piknik pikoj pikturë pikërisht pilaf pilivesë pilot pincë pinguin pionier pipëz
piramidë pirg pirun pishë piton pizhame pjalm pjatë pjekuri pjepër pjergull pjeshkë plakë planetar
plastik plazh plepishtë pleqëri plis pllajë plloskë plotësoj plug pluhur podium poetik poezi polar
polen pompoj popullor porcelan porositje porsi portret poshtë postoj pothuaj pozitiv poçari praktik
pranverë prapa prarim prefiks prehje premte president prezantoj prill primar princ prirje prizëm
proces profesion progres projekt prolog pronë provincë prozator publik pudër puhi pullaz pulovër
pulë punim punoj punëtor puplajë pupël purpur pushim pusullë pyes pyetje pykë pyll pëlhurë pëllumb
pëlqej përcaktoj përdor përfshij përgëzoj përherë përjetë përkrahje përparim përrua përshkoj
përtërij përvojë qafore qafëz qarkullim qartë qefull qejf qeleshe qelizë qelqtë qemane qendërzim
qengj qepujkë qepë qeramikë qerre qershi qeshur qeskë qethje qetësi qiellor qift qilar qilim qind
qiparis qiqër qiri qitro qofte qokë qoshk quhem qukapik qumësht qymyr qytet qëllim qëmtoj qërim
qëroj radar radhë radiator raft raport rapsodi rastësi reagoj realitet rebus recital redaktor
reflektoj reformë refren regjisor rekord relief rend repertor reportazh republikë reshje respekt
restorant revistë rezervë rezon reçel ribëj rifilloj rigon rihapje rikthim rilind ring rinor riparim
ritmik ritëm riviera rivë robot romantik romb rosakë rosë rozetë rozmarinë rradake rrafsh rrasë
rregullt rrepë rreth rrezatim rrip rritje rrjedhim rrobë rrogoz rroj rrokullis rrotull rruazë rrudhë
rrugë rrush rrëfim rrënjos rrëqebull rrëshqas ruajtës rubin rubrikë rudinë rural safir sahan sajë
saksofon saktë salcë saldim salep salltanet salmon samar samovar sandale sapo sapun saraç sardele
satelit satirë savanë seancë secili sedef sekondë sekuencë selino selvi semafor semestër seminar
sepete sepse serenatë serioz sesa sesion sferik sfidë sfungjer shafran shahist shajak shakaxhi shall
shami shans shapkë shartim shatërvan shegë shekullor sheleg shembull shenjë sheqer shesh shifër
shijoj shikues shilte shinë shirit shishe shitore shkas shkollë shkruaj shkund shkënditë shmang
shndërroj shoh shoqëri shorë shoshit shpallje shpikës shporet shpresoj shpuzë shpërndaj shqerrë
shquar shqyrtoj shtatë shtim shtoj shtrat shtunë shtyllë shtëpi shuaj shuk shumoj shurup shëroj
shëtis sidomos sifon siguroj sikur silic siluetë simbol simetri simfoni simite simpati sinjal
sinonim sintezë sipas sipërm sirenë sirtar sistem situatë siujdhesë sivjet sjellje skalitje skarë
skelë skenar skicë skifterë skotë skuadër skulptor smalt smerald smilar sobë sodis sofa sofist sofër
sokak sokol solemn solid solo sonatë sondë sonet soprano sorkadhe sorrë sotëm spango spastroj
spektakël spinaq spirancë spontan sport sprovoj sqap sqaroj sqimë squfur stacion stadium stafetë
stallë status stemë stenograf stilolaps stimul stinor stivë stof stoik stoli strehë strofë studim
stuhishëm stuko stërmadh sugar sugjeroj sukses supë surprizë sustë suvatoj suxhuk sykaltër synim
synoj syprinë syth syzë tabaka tabelë tajgë takim takoj taksist takë tallaz tambur tango tani tapet
taraf tarifë tarracë tastierë tavan tavolinë teatral tegel tejet tejpamje tejqyrë tejzë tejçoj
teknikë tekstil telefonoj tendencë teneqe tenis tentoj teoremë tepricë tepsi tepër termin terr terzi
teserë teshtij test tetor tetë tezgjah thanë tharm thatësi thelb themelues thes thinj thirr thjeshtë
thuajse thundër thupër thur thyeshëm thëngjill thërrmijë tigër tiketë timon tingull tipar tipik
tipografi titan titull tjerrës tjetër tokëz tolerancë tonik topaz topth torno tortë traditë trajtë
traktor tramvaj trangull trapez trashësi treg treqind treshe tretës trevë tribunë tridhjetë
trikotazh trimëri trini trio triumf troftë trokas trolejbus tropik trotuar truall trumzë trung
tryezë trëndafil tufëz tulipan tullë tumbë tunel tunikë turbinë turist turjelë turmë turn turshi
turtull tutje tutkall tymnajë tërfil tërshërë tërthor tërësi udhëheq ujdhesë ujdis ujit ujkonjë ujor
ujëra ujës ujëvarë ulem ulje ullastër ullinj ulluk ultësirë ulëse unazë ungj uniformë unik unitet
universal urban urith urti urtësi ushqej ushtroj uthull utopi vaditës vagon vajosje vajzë vakt vakum
valixhe valle vals valëzoj vanilje vapor vapë variant varkar varëse vashëz vatan vath vatër vazelinë
vazhdë vazo vegim vegjëli vegsh velur vendor veprim verandë verdhë verifikoj vernik verë veshtull
veti vetjak vetëtimë vezore vezullim vibroj vidhë vidër vigan vigjilje vijim vijoj vijëz violinë
virtual vishem vitaminë vitrinë vizatim vizitor vizon vizual vjelës vjershë vjeshtë vjollcë vlej
vlerësim vlim vogëlush volejboll voli volum vonesë vonoj vorbull vozis vozë vrapoj vreshtar vrik
vrimë vrojtim vrull vullnet vulos vëlla vëmendje vënie vërshim vërtetoj xhade xhaketë xhamadan
xhaxho xhaz xhelatinë xhep xhevahir xhins xhiroj xhufkë xhungël xhybe xixë xunkth yjësi ylber yndyrë
zakonshëm zallishtë zaman zambak zanat zanore zanë zarf zarzavate zbardh zbatim zbavit zbehje zbraz
zbres zbritje zbukuroj zbulim zbut zebra zebër zefir zejtar zellshëm zenit zero zgavër zgjatur
zgjedhje zgjim zgjohem zgjuar zhabë zhanër zhardhok zhavorr zheg zhivë zhongler zhurmë zhvillim zhyt
zierje zigzag zile zink zmadhim zodiak zogth zogëz zonal zonjë zoolog zukatje zvogëlim zymbyl zymtë
zyrë zëshëm çajnik çakall çakmak çamçakëz çanak çantë çardak çark çarçaf çast çati çekan çekiç çelik
çelje çelës çezmë çfarë çifteli çiklizëm çikrik çiltër çimento çinar çliroj çlodhem çmoj çmuar çoban
çokollatë çorape çorbë çudi çukitje çurg ëmbëltor ëndërr ënjtje
`
  .trim()
  .split(/\s+/);
