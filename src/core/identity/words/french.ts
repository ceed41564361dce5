/**
 * 2,048 French words for return words: common, concrete, calm; sorted by code point. After folding (`fold.ts`) no two are
 * the same and no two are one letter apart (added, left out, changed or swapped).
 *
 * UNREVIEWED: no named speaker has read this list yet. Read it before a first real mailbox exists: once words are
 * given out, no line here may change.
 */
export const frenchWords: readonly string[] = `
abaisser abeille abondant aborder aboutir aboyer abreuvoir abricot abriter absolu acacia accent
accepter acclamer accolade accompli accord accordéon accourir accrocher accueil acheter acier
acrobate acteur actif action activité actuel adapter addition adjectif admettre admirer adorer
adoucir adresse adroit affiche affirmer agenda agile agiter agneau agrafe agrandir agrume agréable
aider aiguille aiguiser ailleurs aimable aimant ajouter ajuster album algue aligner aliment allonger
allumer allumette allée alléger alouette alpage alphabet alpiniste altitude alto amande amarrer
amateur ambiance ambre amener amitié ample ampoule amuser améliorer aménager ananas ancien ancre
angle animal animer anise annoncer annuaire anorak antenne antilope anémone août apaiser appareil
appeler applaudir apporter apprendre apprenti approcher appuyer appétit aquarelle aquarium araignée
arbuste arcade archet ardoise argenté armoire aromate arranger arriver arrondi arroser arrosoir
artichaut article artisan artiste arôme ascenseur asperge aspirer assembler asseoir assiette
assister associer assortir assurer astre astronome astuce atelier athlète atlas atteindre attentif
atterrir attirer auberge aubergine audace auditeur augmenter aurore automne autruche avaler avance
avant avenir aventure avenue avion avoine avril azur aérer aérien babiller bagage bague baguette
baie baigner baignoire balade balai balance balayer balcon baleine ballerine bambou banane banc
banjo banquise baobab baril barque barrage basilic basket bassine bateau baudrier baume bavette beau
beaucoup beige beignet belote berceau berceuse berger bergerie besace besoin betterave beurre
biberon bidon bienvenu bijou bille biscotte biscuit blaireau bleu bleuet blond blouse blouson bobine
bocal boire boisson bolide bonbon bonheur bonjour bonnet bonsoir bordure bosquet botte bottine
bouchon boucle boudoir boue bouger bougie bouillir boulanger bouleau boulon bouquetin bourdon
bourgeon bourrache boussole bouteille boutique bouture bowling bracelet braise branche braver bref
bretelle bricoler brillant brin brindille brioche brique brochet brochure brocoli broder bronze
brosse brouette brouillon bruit brusque bruyant bruyère buffet buffle buis bulbe bulletin bureau
bâtir bâton bélier bémol béret bétail bêcher bûche bûcheron cabane cabinet cabriole cacahuète cacao
cactus cadeau cadran cadre café cahier caille caillou caisse calcul calculer calepin calme camarade
camion camomille campagne camper camélia caméléon caméra canal canapé canard caneton canette caniche
canne cannelle cantine canyon capable capitaine capsule capuche capucine carafe caramel cardigan
cargo caribou carnaval carnet carotte carpe carreau carrefour carrelage carrière carrosse cartable
carton cascade casquette cassette cassis castor catalogue cavalier caverne ceinture cendre centaine
central cerf cerfeuil cerise certain chacun chaise chaleur chaloupe chambre chameau chamois champ
champion chance chandail chandelle changer chanson chanteur chantier chapitre chaque charade charbon
chariot charmant charpente charrette charrue chat chaton chaud chaudron chauffer chaumière chausson
chaussure chemin cheminée chemise chenille chercher cheval chevalet chevreuil chicorée chien chiffon
chiffre chimie chiot chocolat choisir choix chorale chose chou chouette choyer chronique chuchoter
châle châtaigne chèvre chêne ciboule ciel cigale cigogne ciment cinq cinquante cintre cinéma circuit
circuler cirer cirque ciseau citadin citerne citron clair clairière claquer clarté classer classique
clavecin clavier client climat cloche cloison clown clément clôture cocon cocotier coffre cohérent
coiffer coiffure coin colibri colis colle collier colline collège colombe colonne colorer combien
combiner comique commander commencer comment commode commun compagnon comparer compas complet
composer compote compter comptine comète comédie concert concombre conduire confetti confiance
confiture confort congeler congé connaître conseil conserver console constant contenir content
continent continuer contour copain copeau copier coquetier corail corbeau corbeille cordage corde
cordial cormoran corniche cornichon corridor corriger cosmos costume couchant coucou coudre couleur
coulisse couloir coupe cour courage courant courbe courgette courir couronne courrier cousin
couvercle couvert coûter craie cratère cravate crayon cresson crevette cricket crinière cristal
croiser croissant croquer croquis croûte crème créer créneau cueillir cuillère cuir cuisine cuivre
cultiver culture curieux curry cuvette cyclable cycle cycliste cygne cymbale cyprès câble céder
céleri célèbre céréale côte dahlia daim damier danser date dauphin davantage debout degré dehors
demain demander demeure dentelle depuis derrière descendre dessin dessiner dessous deux devant
devenir deviner devinette devoir diabolo dialogue diamant dictée difficile différent digue dimanche
dindon dire direct diriger discret discuter disque distrait divers diviser dièse docile domaine
domino donner dorloter dormir dortoir doubler doucement douceur douche douze dragon dragée dresser
drôle dune durable durant durer duvet dynamique débarras décembre décider décoller décor décorer
découper découvrir décrire dédier défaire défi défiler définir dégager dégeler déguster déjeuner
délicat délice délicieux démarrer dénicher dépanner déplier déposer dérouler désert détacher
détendre détour dîner effacer effort embellir emblème emmener emplir employer encadrer enchanter
enclos enclume encore encrier endive endormi endroit enfance enfiler enfin enjamber enjoué enrichir
enrouler enseigne ensemble ensuite entendre entier entonnoir entourer entracte entraîner entrée
envie environ envol envoyer escabeau escale escalier escargot espace espadon espiègle espérer
esquisse essai essayer essence essentiel estimer estrade estragon estuaire excellent exemple
exercice exister exotique expliquer exposer exprimer fabrique facile faire faisan falaise famille
fanfare fantaisie farandole farfelu farine faune fauteuil fauvette favori façade façon fenouil
fenêtre ferme fermier ferraille ferry fertile festin festival feuillage feuille feutre fiable
ficelle fiche fidèle fier figure filament filet filtre final finir flairer flamant flambeau flamme
flanelle flaque flatter fleur fleuriste fleuve flexible flocon floraison flore flotte fluide flâner
flûte focus folklore foncé fontaine football forge format forêt fossile fougère foule fourche fourmi
fourneau fournir fourrure foyer fraction fragile frais framboise franchir frange fraîcheur freiner
friand frigo friser frisson frites froid froisser fromage froment frotter fruitier frère fréquent
funambule fuseau fusée futur félin février fête gagner gaieté galaxie galerie galet galette galop
galoper gamelle gamin gamme gant garage garantir garder gare garnir garniture gauche gaufre gazon
gelée genre gentil genêt gerbe germer geste gigot gingembre girafe girofle girouette givre glace
glacier glaise glisser globe glouton glycine gondole gonfler gouache goudron gourde gourmand goutte
gouttière goyave gracieux gradin graine grand granit graphique grappe gratter gratuit grave gravier
grelot grenadine grenier grillade grille grillon grimace grimper grincer griotte grogner groseille
groupe grès guide guidon guimauve guirlande guitare guépard gymnase génial généreux géographe
géranium habile habit habitant habituel hamac hamster handball hangar hanneton haricot harmonie
hasard hausser haut hautbois hauteur hennir herbage herbier hermine heureux hibou histoire hiver
hockey homard honnête horaire horizon horloge hors housse houx hublot huile huit humain humble humer
humide huppe hutte huître hâter hélium hérisson héron hésiter hêtre hôtel iceberg identique idéal
idée igloo iguane illuminer illustre image imaginer imiter immense important imprimer incolore index
indigo indiquer infini infusion ingénieur inscrire insecte inspirer installer instant instinct
intact intense intérieur inventer inverse inviter iris isolant issue italique ivoire jacinthe jadis
jaguar jambon janvier jardin jardiner jarre jasmin jauge jeton jetée jeudi jeune jeunesse jogging
joie joindre joli jongler jonquille jouet joueur journal journée joyau joyeux jubiler juillet juin
jumeau jument jungle jupe jupon justesse juteux kaki kangourou karaoké kayak kermesse kilo kimono
kiosque kiwi klaxon koala labourer lacet lagon lagune laine laineux laisser lait laiterie laitue
lama lampe lampion lancer langage langouste lanterne lapin large largeur laurier lavabo lavande
laver lavoir lecteur lecture lendemain lent lentille lessive lettre levure lexique leçon libellule
librairie libre licorne lien lierre ligne lilas limace limaçon lime limonade limpide linotte
lionceau liquide lisière lisse littoral livraison livret liège locataire logement logique logis
lointain loisir long longer longueur loquet losange lotus louer loup lourd loutre loyal lucarne
luciole lueur luge lumineux lumière lundi lunette lustre luth lutin luzerne lycée lynx lyre lâcher
légende léger légume léopard lézard macaron machine madeleine magasin magicien magique magnolia
maillot maintenir maison majuscule malice malin malle mammouth manche mandarine mandoline manger
mangue manière manoir manquer manteau manuel manège maquette marais marbre marchand marcher mardi
marelle marmite marmotte marqueur marraine marron mascotte massif matelas matinée matériel maïs
menhir menthe menu menuisier merci mercredi merlan merveille message mesure metteur meuble meunier
miauler micro midi miette mieux mignon migrateur mijoter milieu million mimer mimosa mince miniature
minimum minuit minuscule minute minéral mirabelle mirage miroir mitaine mobile mode moderne modeste
modèle modérer moelleux moineau moins moitié molette moment moniteur monnaie montagne monter
monument morceau morille morse mosaïque motif motiver moto mouchoir moufle mouiller moulin moulinet
moustique moutarde mouton mouvement moyen muguet mulot multiple munir murmure musique mutuel
myosotis myrtille mystère mèche mécanique médaille mélange mélisse mélodie mélèze mémoire mémorable
ménage mérite métal méthode métier météo nacelle nageoire nager naissance nappe napperon narcisse
natation natte nature nautique navet navire naître naïf nectar nectarine neiger nettoyer neuf neveu
nichoir niveau nièce noisette noix nombre nombreux nommer nord normal notable noter notice nougat
nourrir nouveau novembre nuage nuance numérique numéro nylon oasis objectif objet observer obstacle
obtenir occasion ocre octave octobre océan odeur odorant offrir oisillon olive olivier ombrage
ombrelle omelette omnibus onctueux onde ondulé opale opaque opticien optimiste option opéra orage
oranger orchestre orchidée ordinaire ordre oreiller organiser orgue origan original orme ornement
orner ortie oseille osier otarie ouate oublier ouest ourlet ours oursin outil ouvrage ouvrier
oxygène pagaie page pain paisible palais palier palourde panache panda panneau panorama pantalon
panthère papa papillon paprika paquebot parade parc pareil parfait parmi parole parrain partage
parvenir passage pastel patate patient patron pause paysan peigne peindre pelage pelle pelouse
peluche pendule pensée pente percer perdrix perroquet persil pesant peser petit peuplier phare
phoque photo phrase physique piano pichet pieuvre pigeon pilote pinceau pingouin pinson pintade
pioche pipeau pique pirogue piscine pissenlit pistache pivert pivoine pizza placard plafond plaire
planche plat plein pleuvoir plongeon pluie plumage pluvieux pochette poids point poireau poivre
polir pollen polochon pomme poney populaire porte positif possible poster potage poteau potier
poulain poupée pourpre pousser pouvoir poésie poêle prairie pratique premier prendre prime prince
priorité prix probable prochain produire profil programme projet prolonger promener proposer
prospère proverbe prudent prune précieux préférer prélude préparer présent prévenir puiser puits
pull pulpe pupitre purée puzzle pyjama pyramide pâturage père pépin pétale quai qualité quand
quarante quatorze quiche quille quinze quotidien raboter raccourci racine raconter radiateur
raffiner raisin rallye ramasser rame randonnée rang rapide rattraper ravin rayer rayure rebond
recette rectangle recycler refermer refrain regagner reine rejoindre relief remarquer remercier
remonter remplacer remuer rencontre renforcer renouveau rentrer repas repli reprendre repère
respirer ressort restaurer retenir retourner retrait rhubarbe richesse rideau rigolo risotto rivage
rivière robe robinet robot robuste rocaille rocher roman rond ronronner rossignol rosée rotonde
rouge roulade routine royaume ruban rubis rugby ruisseau ruminer rural rustique rythme règle réagir
réaliser récif récolte rédiger réel réfléchir région régulier répondre réseau résultat réunion
réussir réviser rêve rôti sablier sabot sachet sacoche safari safran sagesse saladier saler saline
salon samedi sandale sanglier sardine sarrasin satin saturne sauce saumon sauna savane saveur
savourer saxophone scarabée science scooter score sculpteur scène second seigle seize semaine
sembler semelle semis semoule sens sentir sept serrure serveur sieste siffler signal sillage simple
sincère sirop site situer siècle skier smoking sociable soda soif soirée soixante solaire soleil
solfège soliste solo solution sommeil sonate sonnerie sonore sorbet sortir soucoupe souder souffle
souhait soulager soupière source soutenir souvent spatial spectacle sphère spirale splendide sport
square stable stand station steppe stock strophe structure studio style subtil succès sucette sucre
suffire suggérer suivant sujet superbe support surface surprise surtout sycomore syllabe symbole
symphonie symétrie synonyme système séance séjour sélection séparer série sérénade sésame tableau
tabouret tache tact tailleur talent tambour tampon tandem tango tapis taquiner tardif tarte tasse
tatami taupe taureau taxi technique teinte tempête tenir tennis tenter tenue terminer terrain
textile thermos thym thème théière théorie théâtre ticket tige tilleul timbale timide tirelire
tisane tisser titre tiède toast toboggan toilette toison toit tomate tombola tonalité tondeuse tonne
topaze torche torrent torsade tortue total toucan touffe toujours toupie touriste trace tradition
train trajet tram transport trapèze travail treille tremplin trente treuil triangle tribord tricot
trier trimestre trio triple trois trombone tronc tropical trot troupeau truelle truite trèfle
trépied trésor tuba tulipe tulle tunique tunnel turbot turquoise tutoyer tuyau type téléphone têtard
unanime uniforme unité univers usage usine ustensile utile vacances vaillant vaisseau valeur valise
vallon valoir valser vanille vannerie variable vase vedette veille vendeur verdir vermeil vernis
verrou vers vertical verveine vestiaire viaduc vibrer vide vignette vigueur villa vinaigre vingt
vinyle virgule visible vitamine vitesse vitrail voguer voilier voir voisin volaille volcan volet
volley voltiger volume voyage voyelle voûte vrai végétal véhicule vélo véranda vérifier vêtement
yacht yaourt yoga yourte yoyo zigzag zinc zinnia zone zoologie zoom zèbre zénith zéphyr éblouir
écart écharpe échelle écho éclairer éclipse éclore école économe écorce écran écriture écrivain
écrou écume écureuil écurie édifice éditeur édredon éducateur égal égaler élan élargir élastique
élève élégant éléphant émeraude émission émotion émouvant énergie énigme énorme épais épeler épice
épicerie épinard épingle éplucher éponge époque éprouver équerre équilibre équipe érable établi
étage étagère étain étang éteindre étincelle étiquette étirer étoffe étoile étonner étroit étude
étudier étui évaluer éveiller éventail évident évier
`
  .trim()
  .split(/\s+/);
