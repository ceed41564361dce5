import { wordlist } from "@scure/bip39/wordlists/english.js";

/**
 * 2,048 English words for return words: BIP-39's list, made to tell words apart (no two share their first four
 * letters), with 348 words replaced. BIP-39 was made for wallets: it would hand someone who escaped
 * "abuse", "victim", "illegal" or "auction" to remember. Left out here as in every list: violence, sex, religion,
 * politics, police, debts, bodies. No new word shares its first four letters with another, or is one letter
 * away from one; a word's place is unchanged.
 *
 * UNREVIEWED by a named speaker. Once words are given out, no line here may change (see `arabic.ts`).
 */
const gentler = new Map(
  `
abandon:abacus abuse:agile accident:alcove accuse:allspice afraid:amber agent:amethyst alarm:andante
alcohol:anthem alien:antler anger:apron angry:aquarium ankle:arcade anxiety:asparagus argue:astronaut
arm:atlas armed:atrium armor:auburn army:aurora arrest:azalea assault:bagel asthma:bagpipe attack:bakery
auction:banjo aunt:bassoon awful:bathtub baby:bayou bacon:beaver bargain:bedrock battle:beeswax
betray:beetle bid:begonia bitter:beverage blade:biscuit blame:bison blast:bisque bleak:bobbin bless:bodice
blind:bonfire blood:botany body:boulder bomb:bouquet bone:bramble border:brioche boss:buckle boy:bugle
brain:bulrush broken:bungalow brother:cadence bullet:calico bunker:calypso burden:caramel burst:carnation
buyer:carousel cage:cascade cannon:cheddar casino:chestnut catch:chisel caught:chive chase:chord cheap:cider
chest:citrus chief:cobalt child:cosmos cigar:crayon citizen:crescent client:crocus clinic:cuckoo
congress:cucumber cousin:cuisine crack:cumin crash:cupcake crazy:curlew crime:cymbal cruel:cypress
crush:daffodil cry:dahlia damage:daisy danger:dandelion daughter:daylight debris:dazzle defense:deckchair
defy:denim denial:dewdrop deny:dormouse deputy:drizzle despair:duvet destroy:earmuff dirt:eclipse
disease:eggplant disorder:eggshell divorce:elated dizzy:elm drastic:emu drip:enamel dumb:ermine
dwarf:evergreen elbow:falcon enemy:fennel enforce:fern erase:fescue erupt:fjord escape:flannel
evidence:fluffy evil:flute exclude:foliage execute:foxglove exhaust:freckle exile:frisky exotic:furrow
expire:garnet expose:geranium eye:geyser eyebrow:giddy face:glacier faint:gleam faith:gleeful family:glisten
fat:gondola fatal:gosling father:guava fatigue:gymnast fault:handbell federal:harmony fee:haystack
female:hazel fever:hearty finger:hibiscus force:hinge fragile:horizon frown:hyacinth fury:iceberg
gasp:icicle ghost:igloo girl:iguana gloom:inkwell goddess:iris gospel:islet gossip:jasmine govern:jigsaw
grief:jovial guard:joyful guilt:jubilee gun:juggler hair:jukebox hand:juniper harsh:kale hazard:kayak
head:kernel heart:keyboard hidden:keynote hip:kimono hire:knitting horror:koala hospital:ladybird
hunt:lagoon hurt:lambswool husband:landscape ignore:lantern ill:lattice illegal:lavender illness:leapfrog
impose:lentil infant:lido inflict:lilac inherit:lily inject:linen injury:llama inmate:lodge insane:lofty
insect:lotus intact:lucid isolate:lullaby jealous:lupin judge:magpie junior:mahogany kick:majestic
kidney:mandolin kiss:mapmaker knee:marmalade knife:marvel lady:medley law:moccasin lawsuit:molasses
leg:molehill legal:monsoon liar:mosaic liberty:mulberry limb:mussel loan:navigate lonely:nectar
lottery:nimble mad:noonday maid:nougat man:nursery mandate:nutmeg marriage:oasis mask:oatmeal master:oboe
mercy:octave minor:odyssey misery:omelette monster:onyx mosquito:opaque mother:orca muscle:oriole
naive:outing nasty:outline nation:paella neck:paintbox negative:pamphlet neglect:pancake nephew:pansy
nerve:papaya nose:paprika nuclear:papyrus nurse:parsley obey:pasta obscure:patio orphan:pavilion own:pebble
owner:perch panic:perky parent:petunia patient:pheasant patrol:piccolo payment:pier peasant:pigment
penalty:pillow pig:pinecone pill:pistachio pistol:plaza police:plenty poverty:plumage prevent:polite
prison:polka protect:pollen punch:pompom purchase:popcorn purity:porcelain rebel:porridge regret:prism
reject:quail relief:quill rescue:quince resist:raspberry retreat:ravine rib:refresh rifle:reindeer
riot:relish risk:rhubarb ritual:rhyme romance:rivulet rude:robin sad:rowboat sadness:ruby satoshi:rucksack
sausage:rustic scare:saffron scatter:sapling scorpion:sapphire scrap:sardine secret:satchel sell:sauna
shadow:savanna shaft:savour sheriff:scarf shock:scooter shoot:sculptor shoulder:seagull shove:seahorse
shy:sequoia sibling:serene sick:shamrock siege:shawl siren:sherbet sister:shimmer skin:skylark skull:slipper
slab:snug slam:sonnet snake:soothe soul:sorbet spirit:spaniel split:sprout spy:spruce stomach:strudel
strike:sunbeam struggle:sundial stumble:sunflower suffer:sunrise surge:sycamore suspect:tadpole swamp:tandem
swear:tangerine sword:tassel tattoo:teapot tenant:teaspoon thumb:telescope tobacco:tempo toddler:terrace
toe:theatre toilet:thimble tongue:thrush tooth:tinsel tornado:topaz tourist:toucan tragic:tramway
trap:trellis trash:trinket trial:trolley tribe:trombone trick:trout trigger:trowel trouble:truffle
ugly:tugboat unable:tulip unaware:tundra uncle:tunic unfair:turquoise unhappy:tutor urge:twilight
useless:ukulele vacant:unicorn vicious:upbeat virus:upland visa:upstream void:valentine volcano:veranda
vote:vineyard wage:vista warfare:waffle warrior:walrus wasp:waltz waste:wardrobe weapon:wetland
wedding:widget weird:wisteria whip:wombat wife:wreath wine:yacht witness:yogurt wolf:yolk woman:zephyr
worry:zigzag wreck:zinc wrestle:zinnia wrist:zipper youth:zucchini
`
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split(":") as [string, string]),
);

export const englishWords: readonly string[] = wordlist.map((word) => gentler.get(word) ?? word);
