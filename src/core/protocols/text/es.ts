import type { Lexicon } from "./lexicon.ts";

export const es: Lexicon = {
  between: "Acuerdo entre organismos",
  parties: {
    heading: "Partes",
    each: "{name}, {kind}, número {id}. Contacto: {contact}.",
    never:
      "Ningún organismo que aplique la legislación migratoria, que dependa de uno que la aplique o que deba transmitirle información puede ser parte cuando este acuerdo cubre la identidad, el contacto o la situación administrativa. Si una parte pasa a serlo más adelante, este acuerdo ya no le abre nada.",
  },
  scope: {
    heading: "Finalidades y tipos de datos",
    each: "Para la finalidad de {purpose}, las partes pueden abrirse entre sí: {categories}.",
    nothingElse:
      "Nada más se abre en virtud de este acuerdo. Cada consulta indica su finalidad y queda registrada, y la persona la ve.",
  },
  basis: {
    heading: "Base jurídica",
    say: "{text} ({citation}).",
    shares:
      "Cada comunicación se apoya además en el consentimiento de la persona o en una orden legal. Cuando estos terminan, la comunicación termina en el mismo instante.",
  },
  retention: {
    heading: "Plazo de conservación",
    say: "Número de días durante los cuales una parte conserva lo recibido, como máximo: {days}.",
  },
  onward: { heading: "Transmisión posterior", say: "Lo recibido se transmite a: {onward}." },
  time: {
    heading: "Duración",
    say: "Este acuerdo está en vigor desde que todas las partes lo hayan firmado, a partir del {from}, 00:00 UTC, y hasta el {until}, 00:00 UTC.",
    review: "Las partes lo revisan a más tardar el {review}.",
  },
  ending: {
    heading: "Suspensión y fin",
    suspend:
      "Cada parte puede suspender este acuerdo de inmediato, indicando un motivo: entonces nada se abre en virtud de él. Para levantar la suspensión hacen falta todas las partes.",
    end: "Cada parte puede ponerle fin, indicando un motivo: entonces terminan todas las comunicaciones en virtud de él y se eliminan las claves de lo comunicado.",
  },
  text: {
    heading: "Este texto",
    number: "Acuerdo {agreement}, versión {version}.",
    marks:
      "Las palabras entre ⟦ ⟧ son los valores que la base de datos hace cumplir. Las palabras entre ⟨ ⟩ son valores que las partes cumplen. El mismo objeto produce este texto y la regla.",
  },
  listComma: ", ",
  months: [
    ...["enero", "febrero", "marzo", "abril", "mayo", "junio"],
    ...["julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"],
  ],
  kinds: {
    ngo: "organización no gubernamental",
    shelter: "alojamiento protegido",
    police: "policía",
    prosecution: "fiscalía",
    court: "tribunal",
    health: "servicio de salud",
    "child-protection": "protección de la infancia",
    "labour-inspectorate": "inspección de trabajo",
    "competent-authority": "autoridad competente",
    "central-authority": "autoridad central",
    "financial-intelligence-unit": "unidad de inteligencia financiera",
    bank: "banco",
    "asset-office": "oficina de activos",
    regulator: "regulador",
    platform: "plataforma",
    "statistics-office": "instituto de estadística",
    "survivors-council": "consejo de sobrevivientes",
    "legal-aid": "asistencia jurídica",
    "immigration-enforcement": "control migratorio",
  },
  purposes: {
    support: "apoyo",
    identification: "identificación",
    decision: "decisión",
    investigation: "investigación",
    prosecution: "acusación penal",
    remedy: "reparación",
    statistics: "estadística",
    oversight: "supervisión",
  },
  categories: {
    identity: "identidad",
    contact: "contacto",
    account: "lo relatado",
    health: "salud",
    "needs-and-risk": "necesidades y riesgos",
    status: "situación administrativa",
    "work-and-documents": "trabajo y documentos",
    money: "dinero",
    justice: "justicia",
  },
  onwardRules: { none: "nadie", "with-consent": "otros, solo con el consentimiento de la persona" },
};
