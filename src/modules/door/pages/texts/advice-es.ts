import type { Catalogue } from "../../../../core/texts/index.ts";
import type { AdviceKey } from "./advice-en.ts";

/**
 * The same in Spanish. The reader is “tú”; who reviewed a place has “experiencia propia”, which says nothing over a
 * shoulder. No native reader has checked it yet: see `reviews.ts`.
 */
export const adviceEs: Catalogue<AdviceKey> = {
  "home-title": "Aquí puedes hablar con nuestro equipo.",
  "home-lead":
    "No necesitas un nombre ni una cuenta. Di mucho o poco, como quieras. Puedes parar en cualquier momento.",
  "home-choices": "¿Qué quieres hacer?",
  "choice-tell": "Cuéntanos o pregúntanos",
  "choice-tell-more": "Sobre ti, o sobre alguien que conoces",
  "choice-back": "Volver",
  "choice-back-more": "Con tus ocho palabras",
  "choice-happens": "¿Qué pasa si cuento algo aquí?",
  "choice-happens-more": "Quién lo lee, y qué puede hacer",
  "choice-help": "Buscar ayuda cerca de ti",
  "choice-help-more": "Lugares, horarios, idiomas",
  "choice-phone": "¿Es seguro mi teléfono?",
  "choice-phone-more": "Lo que podría ver alguien cerca de ti",
  "keep-title": "Lo que guardamos",
  "keep-words":
    "Tu texto, cerrado con candado en este teléfono antes de enviarse. Solo pueden abrirlo las personas que te responden.",
  "keep-hour":
    "La hora en que escribiste, no el minuto. Borramos todo {days} días después de tu última visita.",
  "keep-not-title": "Lo que no guardamos",
  "keep-not-name": "Tu nombre, a menos que lo escribas.",
  "keep-not-phone": "Tu número, dónde estás, o qué teléfono usas.",
  "keep-not-here": "Nada en este teléfono.",
  "hide-title": "Lo que no podemos ocultar",
  "hide-text":
    "Alguien que mira esta pantalla puede leerla. Un teléfono vigilado puede mostrar lo que escribes.",
  "nowhere-title": "No hay nada en esta dirección.",
  "nowhere-lead": "Quizás hay un error al escribirla. La primera página lleva a todas partes.",
  "foot-about": "Quién lleva esta página",

  "help-title": "Ayuda cerca de ti",
  "help-lead": "Puedes llamar a estos lugares o ir. No hace falta que nos lo digas primero.",
  "help-place": "Ciudad o pueblo",
  "help-place-why": "Para que mostremos lo que está cerca. Puedes dejarlo vacío.",
  "help-language": "Un idioma que hablan allí",
  "help-need": "¿Qué necesitas?",
  "need-sleep": "Un lugar para dormir",
  "need-health": "Un médico o una enfermera",
  "need-talk": "Alguien con quien hablar",
  "need-law": "Un abogado",
  "need-work": "Trabajo o salario",
  "need-papers": "Papeles",
  "need-language": "Alguien que traduzca",
  "need-food": "Comida o dinero",
  "help-for": "¿Para quién es?",
  "help-any": "No importa",
  "help-open-only": "Solo lo que está abierto ahora",
  "help-show": "Mostrar lugares",
  "help-count": "{count, plural, one {# lugar} other {# lugares}}",
  "help-none": "Ningún lugar coincide. Prueba a dejar la ciudad vacía.",
  "help-empty":
    "Todavía no hay lugares en esta lista. Puedes llamar al número de abajo, o decirnos qué necesitas.",
  "help-open": "Abierto ahora",
  "help-hours": "Horario",
  "help-speaks": "Hablan",
  "help-welcome": "Para",
  "help-where": "Dónde",
  "help-fees": "Precio",
  "help-free": "Hay espacio libre",
  "help-full": "No queda espacio",
  "help-free-at": "al {date}",
  "help-hidden": "Para la seguridad de la gente, no se muestra la calle. Llama primero. Te dirán el camino.",
  "help-assured": "Comprobado el {date}",
  "help-reviewed": "Visto por personas con experiencia propia el {date}",
  "help-next": "Más lugares",
  "help-before": "Lugares anteriores",
  "welcome-women": "mujeres",
  "welcome-men": "hombres",
  "welcome-children": "niños y niñas",
  "welcome-families": "familias",
  "welcome-lgbtiq": "personas LGBTIQ+",
  "welcome-disabled": "personas con discapacidad",
  "welcome-everyone": "todo el mundo",

  "about-title": "Quién lleva esta página",
  "about-lead":
    "Personas que trabajan para ayudar. Responden preguntas sobre trabajo, casa, papeles y seguridad. Ves el nombre de su grupo cuando eliges escribir.",
  "about-name": "Por qué el nombre no está aquí",
  "about-name-more": "Para que nadie que mire tu pantalla sepa por ella con quién hablas.",
  "about-cannot": "Lo que nuestra computadora no puede hacer",
  "about-cannot-more":
    "Guarda tus mensajes, pero no puede leerlos: no tiene la llave. La tienes tú, y la tienen las personas que responden. Solo por el camino sencillo es ella la que les pone el candado, y en ese momento los ve.",
  "about-could": "Lo que podría hacer alguien que entre a la fuerza en ella",
  "about-could-more":
    "Alguien que roba una copia de la computadora ve mensajes cerrados con candado y la hora de cada uno. Alguien que entra y cambia esta página podría leer lo que escribas después de eso. Si se abrió un expediente para ti, alguien así también podría leerlo.",
  "about-noticed": "Cómo lo notarían otras personas",
  "about-noticed-more":
    "Cada parte de esta página está en una lista pública con una marca propia. Personas de fuera comparan la página con la lista, una y otra vez. Una parte cambiada tiene otra marca.",
  "about-you": "Lo que puedes hacer",
  "about-you-more":
    "Si depende mucho de ello, abre esta página en Tor Browser o en un teléfono que no sea tuyo, y no pongas nombres. Quien entra a la fuerza también puede retener cartas: si pasa mucho tiempo sin respuesta, pregunta también en otro lugar.",
  "about-list": "Ver la lista pública",

  "advice-from": "De dónde viene esto",
  "advice-own": "Las personas que hicieron esta página dejan por escrito cómo funciona.",
  "advice-written": "Escrito el {date}. Alguien lo revisa de nuevo antes del {until}.",
  "advice-signed": "{name} ha revisado este texto, el {date}.",
  "advice-closed":
    "Todavía no está abierto en este idioma, porque nadie que lo tenga como lengua materna lo ha revisado:",

  "choice-job": "Una oferta de trabajo",
  "choice-job-more": "Qué mirar antes de decir que sí",
  "choice-rights": "Tus derechos",
  "choice-rights-more": "En palabras sencillas",
  "choice-children": "Sobre menores",
  "choice-children-more": "Quién debe comunicar qué",
  "advice-counsel": "Falta que lo confirme un abogado.",

  "proof-title": "Comprobar una prueba",
  "proof-lead":
    "Alguien te muestra una prueba de que un mensaje llegó aquí. Pégala. Se comprueba en tu dispositivo y no se envía a nadie.",
  "proof-label": "La prueba",
  "proof-go": "Comprobar",
  "proof-noscript": "Para comprobarla hace falta un navegador con JavaScript.",
  "proof-unreadable": "Esto no es una prueba.",
  "proof-changed": "Fue cambiada.",
  "proof-forged": "Fue cambiada, o es de otro sitio.",
  "proof-promised": "Está firmada por este sitio.",
  "proof-looking": "Lugares revisados:",
  "proof-absent": "No está en la lista pública. Lo que llegó en la última hora quizá no esté todavía.",
  "proof-present": "Está en la lista pública. Lugar:",
  "proof-unsigned": "La lista pública no está firmada como debería. No te fíes de ella.",
  "proof-witnessed": "Otros que responden por la lista:",
  "proof-unwitnessed": "Nadie de fuera ha respondido todavía por esta lista.",
  "proof-away": "No se pudo leer la lista. Inténtalo más tarde.",

  "copy-title": "Guardar esto en mi teléfono",
  "copy-lead": "Recibes un solo archivo con lo que puedes leer aquí. Se abre sin internet.",
  "copy-danger":
    "Cualquiera que pueda abrir tu teléfono puede encontrarlo y leerlo. Si alguien mira tu teléfono, no lo guardes.",
  "copy-traces":
    "Se llama notes.html. Queda hasta que lo borres, ahí y en la lista de descargas. Salir lleva a una página vacía; Atrás puede volver a él.",
  "copy-get": "Guardar el archivo ({size} kB)",
  "copy-places": "Con lugares que pueden ayudar",
  "copy-places-why":
    "Entonces el archivo tiene también lugares con sus números. Eso dice más a quien lo encuentre, y la ciudad que escribas puede quedar en la lista de descargas.",
  "copy-places-get": "Guardar el archivo con lugares",
  "copy-places-on": "Así era el {date}. Mucho puede haber cambiado. Llama antes de ir.",
  "copy-places-some": "{shown} de {count, plural, one {# lugar} many {# lugares} other {# lugares}}.",
  "copy-name": "Notas",
};
