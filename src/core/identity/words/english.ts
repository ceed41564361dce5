import { wordlist } from "@scure/bip39/wordlists/english.js";

/**
 * 2,048 English words for return words: BIP-39's list, made to tell words apart (no two share their first four
 * letters), with 370 words replaced. BIP-39 was made for wallets: it would hand someone who escaped
 * "abuse", "victim", "illegal" or "auction" to remember. Left out here as in every list: violence, sex, religion,
 * politics, police, debts, bodies. No new word shares its first four letters with another, or is one letter
 * away from one; a word's place is unchanged.
 *
 * UNREVIEWED by a named speaker. Once words are given out, no line here may change (see `arabic.ts`).
 */
const gentler = new Map(
  `
abandon:abacus abuse:agile accident:alcove accuse:allspice addict:amber afraid:amethyst agent:andante
alarm:anthem alcohol:antler alien:apron anger:aquarium angry:arcade ankle:asparagus anxiety:astronaut
argue:atlas arm:atrium armed:auburn armor:aurora army:azalea arrest:bagel assault:bagpipe asthma:bakery
attack:banjo auction:bassoon aunt:bathtub awful:bayou baby:beaver bachelor:bedrock bacon:beeswax
bargain:beetle battle:begonia betray:beverage bid:biscuit bind:bison bitter:bisque blade:bobbin blame:bodice
blast:bonfire bleak:botany bless:boulder blind:bouquet blood:bramble body:brioche bomb:buckle bone:bugle
border:bulrush boss:bungalow bottom:cadence boy:calico brain:calypso broken:campfire brother:caramel
bullet:carnation bunker:carousel burden:cascade burst:cashew buyer:catkin cage:cheddar camp:chestnut
cannon:chisel cash:chive casino:chord catch:chutney caught:cicada chase:cider cheap:citrus chest:cloister
chief:cobalt child:coleslaw cigar:cordial citizen:cosine client:cosmos clinic:crayon congress:crescent
cousin:crocus crack:cuckoo crash:cucumber crazy:cufflink credit:cuisine crime:cumin crouch:cupcake
cruel:curlew crush:cymbal cry:cypress dad:daffodil damage:dahlia danger:daisy daughter:damson
debris:dandelion defense:daylight defy:dazzle demise:deckchair denial:denim deny:dewdrop deputy:dinghy
despair:doily destroy:dormouse dirt:drizzle disease:dulcimer disorder:dungaree divorce:duvet dizzy:earmuff
dose:eclipse drastic:eggplant drip:eggshell dumb:eiderdown dwarf:elated elbow:elm elder:emu enemy:enamel
enforce:endive erase:ermine erupt:evergreen escape:falcon evidence:fanfare evil:fennel exclude:fern
execute:fescue exhaust:fjord exile:flannel exotic:floret expire:flotilla expose:flounce eye:fluffy
eyebrow:flute face:foliage faint:forage faith:foxglove family:freckle fat:frisky fatal:furrow father:garnet
fatigue:geranium fault:geyser federal:giddy fee:glacier female:gleam fever:gleeful finger:glisten
flee:gondola force:gosling fragile:guava frown:gymnast fury:handbell gasp:harmony ghost:haystack girl:hazel
gloom:hearty goddess:hibiscus gospel:hinge gossip:horizon govern:hyacinth grief:iceberg guard:icicle
guilt:igloo gun:iguana hair:inkwell hand:iris harsh:islet hazard:jasmine head:jigsaw heart:jovial
hidden:joyful hip:jubilee hire:juggler horror:jukebox hospital:juniper hunt:kale hurt:kayak husband:kernel
ignore:keyboard ill:keynote illegal:kimono illness:knitting impose:koala infant:ladybird inflict:lagoon
inherit:lambswool inject:landscape injury:lantern inmate:lattice insane:lavender insect:leapfrog
intact:lentil isolate:lido jealous:lilac judge:lily junior:linen kick:llama kidney:lodge kiss:lofty
knee:lotus knife:lucid lady:lullaby law:lupin lawsuit:magpie leg:mahogany legal:majestic lend:mandolin
liar:mapmaker liberty:marmalade limb:marvel loan:medley lonely:moccasin lottery:molasses mad:molehill
maid:monsoon man:mosaic mandate:mulberry marriage:mussel mask:navigate master:nectar meat:nimble
mercy:noonday minor:nougat misery:nursery mom:nutmeg monster:oasis mosquito:oatmeal mother:oboe
muscle:octave naive:odyssey nasty:omelette nation:onyx neck:opaque negative:orca neglect:oriole
nephew:outing nerve:outline nose:paella nuclear:paintbox nurse:pamphlet obey:pancake obscure:pansy
orphan:papaya own:paprika owner:papyrus panic:parsley parent:pasta patient:patio patrol:pavilion
payment:pebble peasant:perch penalty:perky pig:petunia pill:pheasant pistol:piccolo police:pier
poverty:pigment prevent:pillow prison:pinecone protect:pistachio punch:plaza purchase:plenty purity:plumage
rebel:polite regret:polka reject:pollen relief:pompom rent:popcorn rescue:porcelain resist:porridge
retreat:prism rib:quail rifle:quill riot:quince risk:raspberry ritual:ravine romance:refresh rude:reindeer
sad:relish sadness:rhubarb satoshi:rhyme sausage:rivulet scare:robin scatter:rowboat scorpion:ruby
scrap:rucksack secret:rustic sell:saffron shadow:sapling shaft:sapphire sheriff:sardine shield:satchel
shock:sauna shoot:savanna shoulder:savour shove:scarf shy:scooter sibling:sculptor sick:seagull
siege:seahorse siren:sequoia sister:serene skin:shamrock skull:shawl slab:sherbet slam:shimmer snake:skylark
soldier:slipper soul:snug spirit:sonnet split:soothe spy:sorbet stomach:spaniel strike:sprout
struggle:spruce stumble:strudel suffer:sunbeam surge:sundial suspect:sunflower swamp:sunrise swear:sycamore
sword:tadpole tank:tandem target:tangerine tattoo:tassel tenant:teapot thumb:teaspoon tobacco:telescope
toddler:tempo toe:terrace toilet:theatre tongue:thimble tooth:thrush tornado:tinsel tourist:topaz
tragic:toucan trap:tramway trash:trellis trial:trinket tribe:trolley trick:trombone trigger:trout
trouble:trowel ugly:truffle unable:tugboat unaware:tulip uncle:tundra unfair:tunic unhappy:turquoise
urge:tutor useless:twilight vacant:ukulele veteran:unicorn vicious:upbeat virus:upland visa:upstream
void:valentine volcano:veranda vote:vineyard wage:vista warfare:waffle warrior:walrus wasp:waltz
waste:wardrobe weapon:wetland wedding:widget weird:wisteria whip:wombat wife:wreath wine:yacht
witness:yogurt wolf:yolk woman:zephyr worry:zigzag wreck:zinc wrestle:zinnia wrist:zipper youth:zucchini
`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(":") as [string, string]),
);

export const englishWords: readonly string[] = wordlist.map((word) => gentler.get(word) ?? word);
