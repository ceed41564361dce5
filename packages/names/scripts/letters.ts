/**
 * Scripts in which a letter stands for a sound wherever it is, each with the Latin letters of its usual romanisation
 * (UN and BGN/PCGN tables without their marks). What a name is really spelt like is learnt (`learned.ts`).
 */
const tableOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .trim()
      .split(/\s+/)
      .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
  );

export const ARABIC = tableOf(`
  ا=a ب=b ت=t ث=th ج=j ح=h خ=kh د=d ذ=dh ر=r ز=z س=s ش=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ف=f ق=q ك=k ل=l م=m ن=n ه=h
  و=u ي=i ة=a ء= ئ=e ؤ=u پ=p چ=ch ژ=zh گ=g ڤ=v ڨ=g ٹ=t ڈ=d ڑ=r ں=n ڭ=ng ۋ=v ۆ=o ۇ=u ۈ=u ێ=e ڵ=l ڕ=r ټ=t ډ=d ړ=r
  ږ=zh ښ=sh ڼ=n ګ=g ځ=dz څ=ts
`);

export const HEBREW = tableOf(`
  א=a ב=b ג=g ד=d ה=h ו=v ז=z ח=h ט=t י=i כ=k ך=kh ל=l מ=m ם=m נ=n ן=n ס=s ע=a פ=p ף=f צ=ts ץ=ts ק=k ר=r ש=sh ת=t
  ג'=j ז'=zh צ'=ch ץ'=ch ת'=th ד'=dh ח'=kh ע'=gh ר'=gh ו'=w ט'=z וו=v יי=i
`);

export const CYRILLIC = tableOf(`
  а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh
  щ=shch ъ= ы=y ь= э=e ю=yu я=ya і=i ї=yi є=ye ґ=g ў=u ђ=dj ј=j љ=lj њ=nj ћ=c џ=dz ѓ=gj ќ=kj ѕ=dz ѐ=e ѝ=i ә=a ғ=gh
  қ=q ң=ng ө=o ұ=u ү=u һ=h җ=j ҳ=h ҷ=j ӣ=i ӯ=u ѣ=e ѳ=f ѵ=i ѫ=a ӏ=
`);

export const GREEK = tableOf(`
  α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o
  ου=ou αυ=av ευ=ev ηυ=iv μπ=b ντ=nt γκ=g γγ=ng γχ=nch τσ=ts τζ=tz
`);

export const GEORGIAN = tableOf(`
  ა=a ბ=b გ=g დ=d ე=e ვ=v ზ=z თ=t ი=i კ=k ლ=l მ=m ნ=n ო=o პ=p ჟ=zh რ=r ს=s ტ=t უ=u ფ=p ქ=k ღ=gh ყ=q შ=sh ჩ=ch ც=ts
  ძ=dz წ=ts ჭ=ch ხ=kh ჯ=j ჰ=h ჱ=e ჲ=y ჳ=w ჴ=q ჵ=o
`);

export const ARMENIAN = tableOf(`
  ա=a բ=b գ=g դ=d ե=e զ=z է=e ը=y թ=t ժ=zh ի=i լ=l խ=kh ծ=ts կ=k հ=h ձ=dz ղ=gh ճ=ch մ=m յ=y ն=n շ=sh ո=o չ=ch պ=p
  ջ=j ռ=r ս=s վ=v տ=t ր=r ց=ts ւ=v փ=p ք=k օ=o ֆ=f և=ev ու=u
`);
