/**
 * 2,048 Romanian words for return words: common, concrete, calm; sorted by code point. After folding (`fold.ts`) no two are
 * the same, no two are one letter apart (added, left out, changed or swapped), and no two share their first four letters.
 *
 * UNREVIEWED: no named speaker has read this list yet. Read it before a first real mailbox exists: once words are
 * given out, no line here may change.
 */
export const romanianWords: readonly string[] = `
abac abajur abia aburi abțibild accent acolo acoperi acrobat activ actor actual acuarelă acum
acvariu adapta adesea adevăr adică adiere adjectiv admira aduce adverb adânc adăuga aerisi aeroport
afară afină afiș afla agale agendă agrafă agricol agronom agăța aisberg aiurea ajun ajusta ajutor
alamă albastru albină albuș alcătui alege alerga alfabet algebră algă alifie aliment alinta aloe
alpaca alpin altceva altfel altoi altădată aluat aluminiu alună amabil amar amator ambalaj amenaja
amestec amforă amiază amic amidon amplu amurg amuza amănunt analiză ananas anason ancoră andivă
anecdotă anemonă anima anotimp ansamblu antenă anual anunț anvelopă aparat apel apetit apicultor
aplauda apleca apoi aprilie aproape apuca apus aragaz arahidă aranja arbitru arbore arbust arcadă
arcuș ardei arenă argilă arhivă arici arie aripă aritmetic armonie aromă articol arunca arțar
ascensor asculta asemenea asfalt asorta aspect astru astăzi atașa atelier atent atinge atlas atlet
atunci atârna august aureolă auriu autentic autobuz auzi avea avion avocado azalee azot azur așadar
așchie așeza aștepta ațipi ațos baci bagaj baghetă balaur balcon balercă balot bambus banal banchet
banjo baobab barcă bariton basm baston baterie batic bazin bebeluș begonie belșug benzină berbec
beretă beton bezea bețișor bibelou bibilică bicicletă bijuterie bilet binoclu biolog birjă birou
biscuit bivol bizon blană bleu blid blog blond bluză boabă boare bobină boboc bocanc bogat bolero
bolovan boltă bomboană bonetă borangic borcan bordo borș bostan botanic brad brazdă breloc bretea
brevet briliant broască brocart brodat bronz broșă brumă brun brusc brutar brânză brățară bucată
buchet buclă bucura budincă bufet bufniță bufon bujie bujor bulb buldog bulevard bulgăre bulină
bumbac bumerang bungalou bunic bunăoară burete burghiu burlan bursuc busolă busuioc butaș butelie
butoi butuc buzunar bârlog bâzâi băcan băiat băltoacă bănuț bătrân cabană cabinet cablu cacao cactus
cadență cadou cadran cafea caiac caiet calcula caldarâm caleașcă calitate calm calotă calup cameră
canapea canin canoe capitol carafă carbon cardigan caretă carieră carnaval carte cascadă castor casă
catedră cauciuc caută cavaler cavernă caviar cazma cașmir ceai ceapă cearșaf ceașcă celebru centură
cenușă ceramist cercel cerdac cere cerință cerneală cetină chec cheie chelner chenar chiar chibrit
chiflă chimen chiot chiparos chirpici chitară chiuvetă ciclu cicoare cifră cimpoi cinci cineva
cinste cinteză ciocan ciorchine circ cireașă ciripi cisternă citi ciubăr ciucure ciufulit ciuguli
ciulin ciupercă ciur ciutură civic claie clar clește climat clinchet clipă clișeu clopot clovn
cloșcă clădi clătina coacăză coajă coardă coase cobalt cobiliță coborî cobză cocoș codiță codru
cofetar coji cojoc colecție colier coloană combina comedie comic comod compune comutator concert
condei confort conopidă construi contur copac copertă copil copt corabie corb corect cornet cortină
cositor cosmos costum cotitură cotlet cotoi covor covrig cozonac coșar coșniță crab crater cravată
creastă crede creion cremă crevetă creț crin cristal crivăț croazieră crocant croitor cromat cronică
croșetă crâng crăiță cufăr cuib cuier culca culege culinar culme culoare cultură cuminte cumnat
cumpănă cumva cunoaște cuplu cupolă cuptor curaj curbă curcubeu curent curios curmal curs cutie
cuvertură cuvânt câine câmp cândva cântec cârlig cârpă câțiva căciulă călător cămașă cămilă
căprioară căpșună cărunt căuș cățăra dafin dalie dans dantelă darnic datină deasupra debara
decembrie decide decor dedesubt dedica defileu deget degrabă dejun delfin delicat deloc deltă
deluros demult dentar depozit depăna derdeluș deschide desert desface desigur desluși despre destin
deunăzi deveni devreme dezgheț dezlega deznoda dezvolta diademă diagonal dialog diamant diapazon
dibaci diez diferit difuzor digital dimineață dinadins dincolo dinte diplomă direct disc distra
diviziune docil doctor dogar doină dolofan domestic domino domol donator dorință dormi dovadă dovedi
dovleac drapel dreaptă drept drojdie dropie drum drăgălaș dublu dugheană duios dulap dulceață
dulgher dumbravă duminică dumneata dungat dună durabil duzină dăltuit dărui echer echipă eclipsă
economie ecran educa elastic electric elegant elev elicopter elixir email emblemă emisferă emoție
energie enigmă enorm entuziasm epilog episod epopee erou esență espadrilă estradă estuar etaj etalon
etapă etichetă evantai eveniment evident evita exact examen exclama exemplu exersa exotic explica
expoziție expune exterior extrem eșarfă fabrică fabulă facil fagot fagure faianță falnic familie
farfurie farmec fasole favorit fazan fațadă februarie felinar felurit fenomen fereastră fericit
fermecat festiv fetiță fetru fibră fierar figură filament fildeș film filozof filtru final fiord
firav fire firmă fistic fitil fizician fișă flacon flamingo flanea flaut fleașcă flexibil floare
florin fluier fluture fluviu foarte focă foișor folclor folie folosi fond forfotă format fotbal
fotograf foșnet fragil franzelă frasin frate frază freamăt fredona fremăta frezie frig friptură
frizer fruct frugal frumos frunză fular fulger fumuriu funcție fundal funie furnică furtună fustă
fâlfâi fânar fântână fâșie făclie făgaș făptură făuri gabarit galaxie galben galerie galop gamelă
garaj gard gargară garnitură garoafă gaură gazetă gazon geam geantă gemene geniu gentil geograf
geolog gheață ghem gherghină ghete ghici ghiduș ghimber ghindă ghiocel ghirlandă ghiveci gigant
gimnast gingaș gips girafă giruetă giuvaier glacial glastră glazură glicină glob glorie glucoză
glugă glumeț goblen gogoașă golf gong gorilă gorun gospodină grajd granat grapă greblă greier
grepfrut greutate grijă gros grotă grup grâu grăbi grădină grămadă guguștiuc gulaș gulie gumă gutuie
gușter gândi gânguri gânsac gâscă găină găsi gătit găzdui hală hamac hambar hamei hamster hangar
hanorac harpist hartă herghelie hermină hidrant hipopotam hohot hoinări holdă hologramă hornar horă
hotel hotărî huhurez humus hârjoană hârleț hărnicie iarbă iasomie iaurt ideal idee identic iederă
ieftin iepure ierbar ieri iesle ieșire iglu ilustra iluzie imagine imaș imens imita indica infinit
infuzie ingenios inginer inovație insectă iris iscusit isteț istoric izbuti izbândă izvor jaguar
jaluzea jeleu jerseu jgheab jiletcă joacă joagăr jogging jubileu jucărie județ judo jumătate junglă
junior jupon kaki ketchup kilometru koala labirint laborator lagună lalea lampă lanternă lapoviță
lapte larmă laudă laur lavandă laviță leagăn lebădă lectură legendă legumă legăna lemn lenjer lent
leoaică leopard leuștean lexic leșie liană libertate librar liceu licurici lider lift lighean
liliachiu limbaj limonadă limpede limuzină lingură liniști linoleum lintiță lipici liric liră literă
litoral litru livadă livret lișiță local locui lopată lotus loțiune lubeniță lucernă lucios lucra
lujer lume lumină lumânare lunar lunetă lungime luni lupoaică lângă lânos lăcaș lăcustă lăicer
lămâie lărgime lăstun lătra lăuntric lăutar macara maestru magazin magiun magnet maiestuos maimuță
maioneză malț mamut manieră mantie manșă mapă maramă margaretă marmotă maro marți mascotă matcă
matematic mazăre mașină mecanic meci medalie medic meduză megafon melasă melc meleag melon membru
memorie menaj menghină menire mențiune mereu merge meridian mesager meserie mesteacăn metal meteor
metodă metropolă mezin micron mică micșunea miel miercuri migală migdal mijloc miliard mimică mimoză
minge miniatură minunat miorlăi miraj mireasmă miriște mirosi misterios mitenă mititel mixer mișcare
moale mobil mocasin mochetă modern modifica mojar moluscă moment monitor montaj monument morcov
morișcă morman mosor mostră motan motiv mototol movilă mozaic moșneag mreajă mugur mulțime munte
murmur murătură musafir mustață mutare muzeu muzică mușchi mușețel mușuroi mâncare mândru mânecă
mângâia mânz mâzgă mâțișor măceașă măciniș măcriș măghiran mălai mălin mămăligă mănunchi măreț
măricel mărunțiș măsliniu mătură mătăsos naiv nalbă narcisă nasture natural naval navetă necesar
nectar negoț negru negură nene neobosit neon nepoată neprețuit nestemat neted neuitat nichel
nicovală nicăieri nimeni nimfă nins nisetru nisipos nivel noapte noctambul noiembrie noptieră nord
normal noroi nostim notiță noutate nouă novice nucet nucă numi număra nutreț nuvelă năframă nămol
născoci năut năzbâtie năzdrăvan năzuință oacheș oaie oameni oaspete oază obicei obiect oblic oblon
oboi observa obține ocazie ochelari ocoli ocroti octavă octombrie ocupa odată odihnă oferi ofta
oglindă ogor ogradă oiște olan olimpic oliv olărit omagiu omenos omidă omletă omonim omăt onix operă
oprire optzeci opțiune oraș orbită orchestră ordine ordona orez orgă orhidee orient original orizont
ornament ovăz ozon pagină pahar pajiște paletă palid palmier palton panda panel panglică panoramă
panseluță pantof papetărie papion parchet pardesiu parfum parmezan partidă pară patiser patru
pavilion pașnic peisaj pelerină pelican penar pendul peninsulă pensetă pentru pepene pepinieră
perdea perete pergament perioadă pernă peron persoană pescăruș petală petic petrecere petunie pește
pian piatră picnic pictor picătură pieptăn piersică piesă pietrar piftie pijama pilaf pilon pinguin
pinten pionier pipetă pipăi piramidă piscină pisică pisoi pistă pitoresc pitulice piuliță piuă
pivniță pivot pixel pizzerie placaj plajă planetă plapumă platan plecare pled pletos plimba plin
plisc plită ploaie plop plumb plus pluti plăsmui poartă podea podium podoabă poem poezie pofti pogon
poiană poimâine polen politețe pompă ponei ponton poposi popândău porni portocală porumb post
potcoavă potecă potop potrivi povesti povârniș poznaș poză poșetă practic prag precis preface
pregăti prelung prestigiu preveni pricepe prieten primăvară prinț prismă privi priză proaspăt probă
profesor progres propolis prosop proton proverb prună prânz prăfos prăjitură prăvălie pudel pudră
pufni pufos puiuț pulbere pulover punct pupitru purcel purpură purta pururi putea puzzle pușculiță
puțin pâclă pâlc pâlnie pâlpâi pârghie pădure păianjen pălărie păpușă păpădie părinte păstrăv
pătlagină păuniță pășune radio rafie raft ramură rapiță rariște raton rață reazem rebus recent recif
recolta rector refren regal regie regulă relație relua remarca renaște repaus repede respira reuni
revedea revistă rezolva rețetă ridiche riglă rimel rimă ring rinocer ritm robinet rochie rodi
rogojină roiniță rolă romanță romb rondelă ronțăi rosti rotar rotund rozetă rozmarin roșcat roșie
roșu rubin rubrică rucsac rufă ruină rulou rural rustic rândunică râset râuleț râvnă râșniță răbdare
răchită răcit răcoare rădăcină răscoli răsfăța răspunde răsturna răsuna răsări răvaș răzător rățușcă
sabot sacoșă safari saga salată salcie salubru samovar sandvici sanie sardină sare saună savană
savoare saxofon scafandru scaiete scamator scaun scenă schemă schiță sclipi scobi scoică scorbură
scripete scrumbie scufiță sculptor scump scurtă scutier scuză scândură scârțâi scăpăra secera secol
secundă secțiune semafor semestru semna senzor serenadă serie sertar seră sesam sete sextet sezon
sfeclă sfert sfoară sforăi sfredel sfătos sidef sigur silință siluetă simbol simetric simfonie
simpatic simți sincer sirenă siropos slalom slovă slujbă slănină smarald smoc smântână snoavă snop
socată socoteală soda solfegiu solitar soluție solz somnoros somon sonerie sonor soprană sorbi
sortiment sosire spaghete spanac sparge spatulă special speranță spetează spin spiriduș spiță
splendid spornic sprijin spumă spune stacojiu staroste stat steag stejar stepă sticlete stilou
stinghie stivă stoarce stofă stog storcător streașină stropi strugure străluci studia stuf stupar
stâlp stăncuță subit subțire suculent sudic suflet sugestie sunet suprafață supă surpriză surâs
susan susur suvenir sâmbătă sânziană sârguință săbiuță săculeț sălbatic săltăreț sămânță sănătate
săptămână săpun săritură sătean sătul tabel tabletă taburet tacâm taftă taiga tainic talaz taler
tamarin tambur tandem tango tapet tarhon tartină tavă taxi teacă teafăr teanc teatru tehnică teișor
televizor temeinic temă tencui tender tenis tenor teorie teracotă terci teren termal terțet text
tezaur tigaie tigru tihnă tijă timbru timid timonă timpuriu tinde tinerețe tipar tipic tipograf
titlu tivi tizană toaletă toamnă toast tobogan tobă tocană tocilar tocmai tomată tombolă tomnatic
tonic topi topor tort totuși tovarăș trandafir trapez traversă treaz trecut trei tremur trening
trepied tresălta tricou trifoi trimite triton triumf trișcă troleu trompetă tron tropăi trotinetă
trunchi trusă trâmbiță trăinicie trăsură tufiș tulpină tumbă tundră tunel turcoaz turism turmă
turnir tâmplar târgoveț târziu tăcere tăciune tăifăsui tălpică tăun tăuraș uimire uita ulcea ulcior
uleios umbla umbros umed umeraș umple unchi undeva undă unealtă uneori unge ungher uniform unire
urangutan urare urca ureche uriaș urmări ursuleț urzeală urzică uscat usturoi util ușier ușor vacă
vagon vale valiză valoare vanilat vapor varză vasel vatman veac vechi vecin vedetă vegetal veghea
vehicul veioză velur veni verandă verb verde vernisaj versant vertical veselă vestă veterinar
veveriță veșmânt veșnic viaduct viață vibrant video vier viespe viezure viguros viitor vijelie vilă
vineri vinil vioară vioi violină viorea virgulă virtute viscol visător vitamină vitrină vivariu
vizavi viziune vizor vizuină vișină vițel vlagă vlăstar voal vocabular voce voință voios voit
volbură volei volieră volum vopsea vorbă vrabie vraf vrajă vrea vrednic vreme vuiet vulcan vulpe
vultur vâjâi vâlcea vâlvă vânt vânătă vârstă vârtej vâsc vâslă văpaie vărar vărgat văzduh zarvă
zarzavat zbor zburda zbânțui zbârnâi zdravăn zeamă zebră zece zefir zemos zenit zero zgardă zglobiu
zgomot zgură ziarist zibelină zicală zidar zidi zigzag zilnic zloată zmeură zoolog zori zornăi
zugrăvi zumzet zurliu zvelt zvon zvârli zvăpăiat zâmbăreț zână zăbavă zăcământ zăgaz zăpadă
zăpușeală zăvoi îmbina îmbrățișa împlini împodobi împreună împărți înainte înalt înapoi încerca
încheia încotro încuraja încăpea îndată îndelete îndrăzni îndulci înflori înfoia înfășura îngheța
îngriji îngust înjgheba înmuia înnopta înot întineri întoarce întreg întuneric întâi înveseli
înviora învolbura învârti înșira șablon șacal șaizeci șalvari șampon șansonetă șarlotă școală școlar
ședea ședință șemineu șenilă șepci șerbet șervețel șevalet șezătoare șifonier șindrilă șină șipcă
șirag șlefui șnițel șnur șoaptă șoarece șofer șoim șopti șopârlă șoricel șosea șotron șpaclu ștafetă
ștampilă ștergar știință știre știucă șugubăț șuncă șurub șuviță șuvoi șvaițer țelină țepos țese
țesător ținc țintă ținut țuguiat țurțur țânțar țăran țărm țăruș
`
  .trim()
  .split(/\s+/);
