import type { Catalogue } from "../../../../core/texts/index.ts";
import type { DoorKey } from "./en.ts";

/**
 * The same in Spanish, of no one country. The reader is “tú”, so that “tus” is never someone else’s; a digit is a
 * “cifra”, which agrees as “palabra” does. No native reader has checked it yet: see `reviews.ts`.
 */
export const es: Catalogue<DoorKey> = {
  "site-name": "Consejos de cada día",
  "skip-to-text": "Ir al texto",
  leave: "Salir ahora",
  "leave-how":
    "Presiona “Salir ahora”, o tres veces la tecla Esc. Esta página desaparece, y el botón Atrás no vuelve a ella.",
  "trial-door": "Esta es una página de prueba. Las personas de aquí son inventadas. No escribas nada real.",
  "unchecked-text": "Nadie que tenga el español como lengua materna ha revisado todavía este texto.",
  "change-language": "Cambiar de idioma",
  "go-home": "Ir a la primera página",
  "danger-now": "¿En peligro ahora?",
  "danger-call": "Llamar al",
  "danger-free": "La llamada es gratis.",
  "no-script":
    "Esta página pone un candado a tu texto en tu teléfono antes de enviarlo. Tu navegador no se lo permite ahora (JavaScript está desactivado). Por eso no se puede enviar nada desde aquí: sin el candado, otras personas podrían leerlo por el camino. Cuando escribe muchísima gente a la vez, la página también hace primero una cuenta, para que las máquinas no le quiten el lugar a la gente. De todos modos puedes leer estas páginas, llamar al número de abajo, o abrir esta página en otro navegador.",
  "no-lock":
    "Este navegador no puede poner el candado a tu texto, así que no se envía nada desde aquí. Abre esta página en otro navegador, o en otro teléfono.",
  "lock-getting-ready": "El candado se está preparando…",
  "lock-failed": "El candado no se cargó. Lo que escribiste sigue aquí. Revisa tu conexión.",
  "try-again": "Intentar otra vez",

  "tell-title": "Cuéntanos o pregúntanos",
  "tell-lead": "Di mucho o poco, como quieras. No hace falta dar un nombre. Puedes callar lo que quieras.",
  "tell-readers":
    "Solo pueden leerlo las personas que responden por {agency}. No se lo cuentan a nadie más sin tu permiso.",
  "tell-answers": "Responden en {hours, plural, one {una hora} other {# horas}} como máximo.",
  "tell-quiet":
    "Ninguna de las personas que responden ha estado aquí desde hace {hours, plural, one {una hora} other {# horas}} o más, así que ahora puede tardar más. Puede que los lugares de abajo estén abiertos.",
  "tell-question": "¿Qué quieres decir?",
  "tell-question-why": "Para que sepamos cómo ayudar. Puedes escribir en cualquier idioma.",
  "tell-language": "¿En qué idioma te respondemos?",
  "tell-language-why": "Para que puedas leer nuestra respuesta. Puedes dejarlo como está.",
  "tell-lock": "Tu texto se cierra con candado en este teléfono antes de enviarse.",
  "tell-unsent":
    "Hasta que lo envíes, este texto está solo en esta página. Si cierras la página, el texto se pierde.",
  "tell-send": "Poner candado y enviar",
  "tell-empty": "Todavía no hay nada que enviar. Escribe una palabra o dos, o presiona “Salir ahora”.",
  "tell-making-words":
    "Estamos haciendo tu camino de vuelta… Puede tardar unos segundos en un teléfono viejo.",
  "tell-sending": "Enviando…",
  "tell-not-sent": "No se envió. Lo que escribiste sigue aquí.",
  "no-connection":
    "Ahora no hay conexión. Lo que escribiste sigue aquí. Inténtalo otra vez dentro de un momento.",
  "too-many":
    "Llegaron demasiados mensajes en poco tiempo. No hiciste nada malo, y lo que escribiste sigue aquí. Deja esta página abierta y envía otra vez dentro de {minutes, plural, one {un minuto} other {# minutos}}. Si estás en peligro, llama al {number}.",
  "door-closed":
    "Nadie puede responder aquí en este momento, así que no se puede enviar nada. Si estás en peligro, llama al {number}.",
  "readers-not-right":
    "La lista de las personas que responden aquí no parece correcta, así que no se envió nada. Lo que escribiste sigue aquí. No envíes nada desde esta página hoy; si necesitas ayuda ahora, llama al {number}.",

  "words-step": "Paso 2 de 3. Está enviado.",
  "words-title": "Estas ocho palabras son tu camino de vuelta.",
  "words-title-digits": "Estas 26 cifras son tu camino de vuelta.",
  "words-lead":
    "Con ellas puedes leer nuestra respuesta. Nadie más las tiene. Si las pierdes, nadie puede encontrarlas por ti: entonces solo puedes escribirnos otra vez, como una persona nueva.",
  "words-list-label": "Tus ocho palabras",
  "words-digits-label": "Tus 26 cifras",
  "words-hide": "Ocultar",
  "words-show": "Mostrar",
  "words-as-digits": "Mejor cifras",
  "words-as-words": "Mejor palabras",
  "words-hidden": "Están ocultas. Presiona “Mostrar” para verlas otra vez.",
  "words-keep-title": "Cómo guardarlas con seguridad",
  "words-keep-paper": "En papel, entre otras cosas.",
  "words-keep-paper-more": "En una lista de compras, o detrás de un recibo. Respeta el orden.",
  "words-keep-head": "En tu cabeza.",
  "words-keep-head-more": "Haz con ellas una pequeña historia, en su orden.",
  "words-keep-not": "No en una foto ni en un chat,",
  "words-keep-not-more": "si otra persona mira tu teléfono.",
  "words-check-title": "Comprobemos dos",
  "words-check-lead":
    "Para que un pequeño error no te cierre la puerta más tarde. Están ocultas mientras escribes.",
  "words-check-word": "Palabra {position}",
  "words-check-group": "Grupo {position} de las cifras",
  "words-check-right": "Está bien.",
  "words-check-wrong":
    "“{typed}” no es lo que va aquí. Presiona “Mostrar”, mira otra vez y vuelve a escribir.",
  "words-check-empty": "Escribe aquí, o presiona “Saltar”.",
  "words-check-go": "Comprobar y seguir",
  "words-check-skip": "Saltar, ya las guardé",
  "done-step": "Paso 3 de 3. Has terminado.",
  "done-title": "Gracias. Ha llegado.",
  "done-lead":
    "Lo leerá una persona que responde. No podemos llamarte ni escribirte a ningún otro sitio: vuelve aquí con tus palabras para leer la respuesta.",
  "done-read": "Ver lo que envié",

  "back-title": "Volver",
  "back-lead":
    "Escribe tus ocho palabras, o tus 26 cifras. No importan las mayúsculas, las comas ni los espacios de más.",
  "back-label": "Tus palabras o cifras",
  "back-why": "Abren tus mensajes. Se quedan en este teléfono: solo se usa una llave que se hace con ellas.",
  "back-open": "Abrir",
  "back-opening": "Abriendo… Puede tardar unos segundos en un teléfono viejo.",
  "back-lost": "Perdí mis palabras",
  "back-lost-file":
    "¿Llevamos un expediente contigo? Entonces ven a vernos, o habla con nuestro equipo por el medio seguro que acordamos. Dos de las personas que trabajan aquí deben saber que eres tú. Un día después recibes un código para tener palabras nuevas.",
  "back-has-code": "Tengo un código",
  "new-words-title": "Palabras nuevas para tu expediente",
  "new-words-lead":
    "Con el código que te dimos. Hazlo sin nadie a tu lado, en un teléfono que solo miras tú.",
  "new-words-code": "El código: 20 cifras",
  "new-words-why":
    "Vale por una hora. Con él, tus palabras viejas dejan de servir. Los mensajes viejos siguen cerrados con candado: solo los abren las palabras viejas.",
  "new-words-make": "Crear mis palabras",
  "new-words-short": "El código tiene 20 cifras. Míralo una vez más.",
  "new-words-wrong": "Este no es el código, o ya no vale. Pídenos otro.",
  "new-words-failed": "No funcionó. No cambió nada. Inténtalo otra vez.",
  "new-words-made":
    "Desde ahora abren tu expediente. Las viejas ya no. Nadie más las tiene. Guárdalas antes de seguir.",
  "new-words-waits":
    "Alguien le dijo a {agency} que estas palabras se perdieron. A partir del {date} esa persona puede recibir otras nuevas, y las tuyas dejarán de servir. ¿No fuiste tú? Detén esto.",
  "new-words-stop": "Detener esto, tengo mis palabras",
  "new-words-stopped": "Está detenido. Tus palabras siguen como están.",
  "new-words-were-made": "El {date} se crearon palabras nuevas, con {agency}. ¿No fuiste tú? Avísales.",
  "back-lost-more":
    "No podemos encontrarlas por ti, y nadie más puede. Puedes escribirnos otra vez. Lo que escribiste antes se borra 60 días después de tu última visita.",
  "slip-empty": "Todavía no has escrito nada.",
  "slip-too-few-words":
    "{seen, plural, =0 {Todavía no hay ninguna palabra} one {Hay una palabra} other {Hay # palabras}}. Tienen que ser ocho.",
  "slip-too-many-words": "Hay {seen} palabras. Tienen que ser ocho.",
  "slip-unknown": "La palabra {position}, “{word}”, no está en nuestra lista.",
  "slip-unknown-near": "La palabra {position}, “{word}”, no está en nuestra lista. ¿Quieres decir {nearest}?",
  "slip-word": "“{word}”",
  "slip-or": "{left} o {right}",
  "slip-mixed": "La palabra {position} es de otro idioma que las demás. Revísala.",
  "slip-check":
    "Son ocho palabras de nuestra lista, pero una está mal o dos cambiaron de lugar. Revisa cada una, y su orden.",
  "slip-check-swap":
    "Son palabras de nuestra lista, pero puede que su orden esté mal. Mira las palabras {left} y {right}.",
  "slip-check-instead":
    "Puede que una palabra esté mal. Mira la palabra {position}: ¿quieres decir “{word}”?",
  "slip-too-few-digits": "{seen, plural, one {Hay una cifra} other {Hay # cifras}}. Tienen que ser 26.",
  "slip-too-many-digits": "Hay {seen} cifras. Tienen que ser 26.",
  "slip-not-digits": "No todo esto son cifras. Escribe las 26 cifras, o tus ocho palabras.",
  "slip-digits-check": "Una cifra está mal, o dos cambiaron de lugar.",
  "slip-digits-check-groups": "Una cifra está mal, o dos cambiaron de lugar. Mira primero el grupo {groups}.",
  "back-not-found":
    "Estas palabras están completas, pero no abren nada aquí. Puede que sean para otra página, o que los mensajes se borraran después de 60 días sin una visita.",
  "back-failed": "No se abrió. Tus palabras siguen aquí.",

  "talk-title": "Hola de nuevo.",
  "talk-news":
    "{count, plural, =0 {Todavía no hay respuesta.} one {Te hemos respondido.} other {Hay # mensajes nuestros.}} Solo tus palabras abren esto.",
  "talk-letters": "Los mensajes, primero los más viejos",
  "talk-you": "Tú",
  "talk-us-no-name": "Alguien que responde aquí",
  "talk-about-hour": "{day}, hacia las {hour}",
  "talk-bad-letter":
    "Este mensaje no se puede mostrar. Alguien lo cambió, o no viene de las personas que responden aquí. No confíes en él.",
  "talk-readers-changed":
    "La lista de las personas que leen aquí es más vieja que otra que ya se usó. Puede que alguien haya cambiado esta página. No escribas aquí hoy; si necesitas ayuda ahora, llama al {number}.",
  "talk-deleted": "Esta conversación se borró. Tu expediente sigue aquí.",
  "talk-reply": "Tu respuesta, si quieres",
  "talk-reply-why": "No hace falta un nombre. Puedes dejar sin responder cualquier pregunta.",
  "talk-send": "Poner candado y enviar",
  "talk-sent": "Enviado.",
  "talk-look-again": "Mirar si hay otra respuesta",
  "talk-looked": "Ahora ves los mensajes más nuevos.",
  "talk-someone-first":
    "Llegó un mensaje nuevo mientras escribías. Está más arriba. Tu texto sigue aquí: lee el mensaje y después envía.",
  "talk-kept-until": "Estos mensajes se quedan hasta el {date}. Cada visita alarga ese tiempo.",
  "talk-delete": "Borrar todo ahora",
  "talk-delete-sure":
    "¿Borrar todos los mensajes, los tuyos y los nuestros? Nadie puede recuperarlos. Si tienes un expediente, se queda; todavía puedes abrirlo con tus palabras.",
  "talk-delete-yes": "Sí, borrarlos",
  "talk-delete-no": "No, conservarlos",
  "talk-deleted-done": "Aquí todo está borrado. Tus palabras ya no abren nada.",
  "talk-my-file": "Mi expediente",
  "talk-my-file-more": "Lo que está escrito sobre ti, quién miró, y qué permites",
  "notice-title": "Saber cuándo respondemos",
  "notice-lead":
    "Podemos enviarte un mensaje corto cuando haya una respuesta. No dice quién lo envía ni de qué trata.",
  "notice-danger":
    "¿Alguien más mira tu teléfono o tu correo? Entonces deja esto apagado. Tus palabras te traen de vuelta en cualquier momento.",
  "notice-way": "¿Cómo debe llegar?",
  "notice-email": "Por correo electrónico",
  "notice-message": "Por mensaje de texto",
  "notice-to-email": "Tu dirección de correo electrónico",
  "notice-to-message": "Tu número de teléfono",
  "notice-to-why":
    "Se cierra con candado en este teléfono. Quienes te responden no pueden verlo. Quien lleva el mensaje ve adónde va.",
  "notice-say": "¿Qué debe decir?",
  "notice-say-why": "Elige una frase por la que nadie pregunte.",
  "notice-say-1": "Un pequeño recordatorio para ti",
  "notice-say-2": "La nota que pediste",
  "notice-say-3": "Hay algo nuevo para leer",
  "notice-save": "Avísenme",
  "notice-wrong-email": "Todavía no es una dirección de correo. Escríbela como nombre@example.org.",
  "notice-wrong-number":
    "Todavía no es un número completo. Escríbelo con + y el número del país primero, como +34 600 000 000.",
  "notice-on":
    "Está encendido. Un mensaje sale una hora o más después de una respuesta. No llegan más hasta que vuelvas aquí.",
  "notice-told": "Salió un mensaje. Otro puede llegar después de la próxima respuesta.",
  "notice-failed": "El mensaje no se pudo enviar. Revisa adónde debe ir, o deja esto apagado.",
  "notice-stop": "Parar esto",
  "notice-off": "Está apagado. Se borró adónde debía ir.",
  "notice-not-kept": "No cambió nada. Inténtalo de nuevo en un momento.",
  "talk-close": "Cerrar y olvidar mis palabras",
  "visit-ended":
    "Esta visita ha terminado, para que nadie pueda seguir leyendo después de ti. Escribe tus palabras otra vez.",

  "offer-title": "¿Podemos abrir un expediente para ti, con {agency}?",
  "offer-lead":
    "{agency} guardaría el expediente. Si dices que sí, {recipient} también puede ver esto, y solo esto:",
  "offer-not": "{recipient} no ve:",
  "offer-not-letters": "Los mensajes que escribiste aquí",
  "offer-not-others":
    "Nadie más ve nada de esto sin tu permiso. Solo la orden de un juez podría abrir una parte, y lo verías aquí.",
  "offer-for": "Para: {purpose}. Hasta el {date}.",
  "offer-yes": "Sí, doy mi permiso",
  "offer-no": "Ahora no",
  "offer-free": "Puedes retirar tu permiso en cualquier momento. Tu apoyo no se acaba por eso.",
  "offer-said-yes": "Dijiste que sí. Puedes retirar tu permiso en “Mi expediente”.",
  "offer-said-no": "Dijiste “ahora no”. Está bien así. Puedes volver a hablarlo en cualquier momento.",
  "offer-taken-back": "Retiramos esta pregunta.",
  "offer-changed": "La pregunta ha cambiado. Por favor, léela otra vez.",
  "offer-over": "El tiempo de esta pregunta se ha acabado.",
  "consent-sentence":
    "Doy mi permiso para que {agency} abra un expediente sobre mí. Permito que {recipient} vea esto: {categories}. Es para: {purpose}. Termina el {until}. Puedo retirar este permiso en cualquier momento.",
  "consent-in-person-sentence":
    "Permito que {recipient} vea esto de mi expediente en {agency}: {categories}. Es para: {purpose}. Termina el {until}. Puedo retirar este permiso en cualquier momento. Entonces {recipient} no puede leer nada más. Puede que recuerde lo que leyó antes. Si digo que no, recibo la misma ayuda.",

  "orders-title": "Órdenes de las que se avisa más tarde",
  "orders-lead":
    "Un tribunal puede ordenar que no se le diga a una persona, por un tiempo, que se abrió una parte de su expediente.",
  "orders-few":
    "Cuando empezó este mes ({date}), había menos de {count} de estas órdenes en esta casa, o ninguna.",
  "orders-some":
    "Cuando empezó este mes ({date}), había al menos {count} de estas órdenes en esta casa, y menos de {left}.",
  "orders-end":
    "Cada orden nombra un tribunal y tiene un final. Cuando llega el final, la persona lo ve todo en su expediente, sin tener que hacer nada.",
  "orders-why":
    "Contamos de cinco en cinco, y una vez al mes. Un número exacto podría mostrarle a una persona que se trata de ella.",
  "file-title": "Mi expediente",
  "file-lead":
    "Lo que está escrito sobre ti, quién miró, y qué viene después. Es tuyo. Nada de esto se queda en este teléfono.",
  "file-none":
    "Todavía no hay un expediente sobre ti. Si pedimos abrir uno, verás la pregunta en tus mensajes.",
  "file-back": "Volver a mis mensajes",
  "file-held-by": "{agency} guarda este expediente.",
  "file-handed-over":
    "El {day}: {from} entregó este expediente a {to}. {from} dijo que estabas de acuerdo. Si no es así, escribe a {to}.",
  "file-handed-by-order":
    "El {day}: {from} entregó este expediente a {to}, por una orden legal que encuentras más abajo.",
  "file-agency-left":
    "{agency} ya no trabaja aquí. Ahora no ve nada de tu expediente; puede que todavía tenga lo que leyó o tomó antes.",
  "letters-agency-left":
    "Aquí ya no lee nadie: esta organización se ha ido. Todavía puedes leer lo que se escribió. Para escribir a quienes leen aquí ahora, empieza de nuevo.",
  "file-number": "Expediente {number}",
  "file-next": "Qué viene después",
  "file-now": "Ahora: {state}",
  "file-since": "Desde el {date}",
  "file-by": "A más tardar el {date}",
  "file-nothing-due": "No hay nada pendiente. No tienes que hacer nada.",
  "file-late": "Esto ya debería estar hecho. Puedes preguntar por ello en tus mensajes.",
  "file-looked": "Quién miró",
  "file-looked-none": "Nadie ha mirado todavía.",
  "file-looked-read": "leyó: {category}. Para: {purpose}.",
  "file-looked-you": "Tú leíste: {category}.",
  "file-looked-refused": "pidió ver: {category}. Siguió cerrado.",
  "file-looked-refused-consent": "pidió ver: {category}. Siguió cerrado, sin tu permiso.",
  "file-looked-all": "Ver a todas las personas que miraron",
  "file-looked-fewer": "Mostrar menos",
  "file-allow": "Lo que permites",
  "file-allow-lead": "Puedes desactivar cada permiso. Tu apoyo no depende de eso.",
  "file-allow-none": "No has permitido nada a nadie más.",
  "file-allow-what": "{agency} puede ver: {categories}",
  "file-allow-until": "Para: {purpose}. Hasta el {date}.",
  "file-allow-off": "Desactivaste esto el {date}. Se les avisó enseguida, y ya no pueden leer nada más.",
  "file-allow-over": "Esto terminó el {date}. Ya no pueden leer nada más.",
  "file-on": "Activado",
  "file-off": "Desactivado",
  "file-turned-off":
    "Está desactivado. Se les avisó enseguida, y ya no pueden leer nada más. Puede que recuerden lo que leyeron antes.",
  "file-turn-on": "Para activarlo otra vez, escríbenos en tus mensajes.",
  "means-title": "Qué significa desactivarlo",
  "means-live-share": "Desde ese momento ya no pueden leer nada más.",
  "means-copy-read":
    "Puede que recuerden lo que leyeron antes. Se les avisa de que retiraste tu permiso. Aquí ves lo que leyeron.",
  "means-legal-order": "La orden de un juez sigue. Aquí ves cada una.",
  "means-legal-hold":
    "Lo que un juez nos dice que guardemos, lo guardamos hasta que esa orden termine. Aquí ves cada una.",
  "means-snapshot":
    "En los números que publiquemos más tarde no te sumamos, a menos que des permiso otra vez para algo.",
  "means-release": "Los números que ya salieron no se pueden retirar. Nadie puede encontrarte en ellos.",
  "means-no-copy": "No damos ninguna copia de tu expediente a ningún otro sistema informático.",
  "given-words": "Diste tu permiso con tus palabras, el {date}.",
  "given-in-person": "Lo dijiste en persona a {agency}, el {date}.",
  "given-by-guardian": "Tu tutor o tutora lo dijo a {agency}, el {date}.",
  "given-assent": "Escribieron que te preguntaron, y que tú también dijiste que sí.",
  "given-not": "Yo no dije esto",
  "given-not-sure": "Lo desactivamos ahora, y quienes lo escribieron tienen que explicarlo.",
  "given-not-yes": "Yo no dije esto",
  "given-not-no": "Dejarlo como está",
  "given-not-done": "Está desactivado. Lo estamos revisando, y en “Qué viene después” ves para cuándo.",
  "given-disputed": "El {date} nos dijiste que tú no habías dicho esto.",
  "reads-title": "Leído hasta ahora:",
  "reads-one": "{category}, la última vez el {time}.",
  "reads-none": "No han leído nada hasta ahora.",
  "file-pause": "Pausar ahora todo lo que comparto",
  "file-pause-sure":
    "Entonces nadie más que {agency} puede leer tu expediente. Puede que otras personas recuerden lo que leyeron antes.",
  "file-pause-yes": "Sí, pausar",
  "file-pause-no": "No, dejarlo como está",
  "file-paused": "Todo lo que compartías está desactivado. Se avisó a todo el mundo enseguida.",
  "file-orders": "La orden de un juez puede abrir una parte sin tu permiso.",
  "file-orders-none": "Hoy no hay ninguna. Si llega una, la ves aquí.",
  "file-order": "{authority} ({article}): {agency} puede ver {categories}, hasta el {date}.",
  "file-hold":
    "{authority} ({article}): tenemos que guardar {categories}, hasta el {date}. Nadie más lo ve por esta orden.",
  "file-order-number": "Número: {reference}.",
  "file-order-over": "Terminó el {date}.",
  "file-order-deferred": "{court} te lo ocultó hasta el {date}. Ahora lo ves todo.",
  "file-order-means":
    "Aquí no puedes desactivar una orden. Solo abre lo que nombra. Puedes pedirnos un abogado o una abogada, en tus mensajes.",
  "file-read": "Leer lo que está escrito",
  "file-read-lead":
    "No se muestra dónde se te podría encontrar, ni tu contacto seguro, ni los datos de otras personas: así no puede saberlo nadie que te quite tus palabras.",
  "file-read-none": "Todavía no hay nada escrito.",
  "file-read-open": "Leer: {category}",
  "file-read-written": "Escrito por {agency}, el {date}",
  "file-read-empty": "En esta parte no hay nada que se muestre aquí.",
  "wish-title": "Grandes cambios, que esperan",
  "wish-lead":
    "Puedes pausar enseguida todo lo que compartes, más arriba. Lo que no se puede deshacer espera 7 días: otra persona podría haberte quitado tus palabras.",
  "wish-change-contact": "Cambiar mi contacto seguro",
  "wish-end-guardian": "Que mi tutor o tutora ya no lea este expediente",
  "wish-leave": "Irme: no quiero más apoyo",
  "wish-erase": "Borrar este expediente",
  "wish-change-contact-means":
    "Esperamos 7 días. Primero hablamos contigo, por el medio que acordamos o cara a cara. Después nos dices el nuevo medio.",
  "wish-end-guardian-means":
    "Esperamos 7 días. Primero hablamos contigo, por el medio que acordamos o cara a cara. Después tu tutor o tutora ya no puede leer nada más.",
  "wish-leave-means":
    "Esperamos 7 días. Primero hablamos contigo, por el medio que acordamos o cara a cara. Después termina todo lo que compartes. Puedes volver en cualquier momento.",
  "wish-erase-means":
    "Esperamos 7 días. Primero hablamos contigo, por el medio que acordamos o cara a cara. Después el expediente desaparece para siempre. Puede que otras personas recuerden lo que leyeron. Lo que retiene la orden de un juez se queda hasta que la orden termine.",
  "wish-yes": "Sí, pedirlo",
  "wish-no": "No, dejarlo como está",
  "wish-asked": "Lo anotamos. Todavía no pasa nada. Nos pondremos en contacto contigo.",
  "wish-waiting":
    "Alguien con estas palabras pidió esto. No pasa nada antes del {date}. ¿No fuiste tú? Detén esto.",
  "wish-ripe":
    "Los 7 días han pasado. Desde el {date} esto se puede hacer, con el número que te dimos cuando hablamos.",
  "wish-number": "El número que te dimos: 8 cifras",
  "wish-number-wrong": "Este no es el número, o ya no vale. Pídenos uno nuevo cuando hablemos.",
  "wish-now": "Hacerlo ahora",
  "wish-stop": "Detener esto",
  "wish-stopped": "Está detenido. No pasa nada.",
  "wish-done": "Está hecho.",
  "wish-held":
    "Está hecho, menos lo que todavía retiene la orden de un juez. Eso desaparece cuando la orden termina.",
  "file-locked":
    "Esto no se puede abrir en este momento: las personas que lo guardan le han puesto un candado por un tiempo, o no es posible hablar con ellas. Sigue ahí, y nadie más lo ha abierto ahora. Inténtalo más tarde.",
  "file-failed": "Esto no funcionó. No cambió nada.",
  "file-wrong": "¿Algo está mal? Escríbenos en tus mensajes, y di qué.",
  yes: "Sí",
  no: "No",

  "category-identity": "mi nombre y quién soy",
  "category-contact": "cómo hablar conmigo sin peligro",
  "category-account": "lo que conté",
  "category-health": "mi salud",
  "category-needs-and-risk": "lo que necesito, y lo que es peligroso para mí",
  "category-status": "mi derecho a quedarme",
  "category-work-and-documents": "mi trabajo y mis papeles",
  "category-money": "el dinero que se me debe",
  "category-justice": "el caso en el tribunal",
  "purpose-support": "ayudarme",
  "purpose-identification": "saber qué me pasó",
  "purpose-decision": "una decisión sobre mi protección",
  "purpose-investigation": "una investigación",
  "purpose-prosecution": "un caso en el tribunal",
  "purpose-remedy": "recuperar lo que se me debe",
  "purpose-statistics": "contar cuántas personas somos, sin mi nombre",
  "purpose-oversight": "comprobar que el trabajo se hace bien",
  "role-intake-worker": "Alguien que responde mensajes",
  "role-caseworker": "Alguien que lleva expedientes",
  "role-health-worker": "Alguien que trabaja en salud",
  "role-legal-adviser": "Alguien que da consejo legal",
  "role-guardian": "Un tutor o una tutora",
  "role-investigator": "Alguien que investiga",
  "role-prosecutor": "Alguien de la fiscalía",
  "role-decision-maker": "Alguien que decide sobre la protección",
  "role-labour-inspector": "Alguien de la inspección del trabajo",
  "role-child-protection-officer": "Alguien que protege a los niños y niñas",
  "role-statistician": "Alguien que hace estadísticas",
  "role-data-protection-officer": "Alguien que cuida de tus datos",
  "role-auditor": "Alguien que comprueba el trabajo",
  "role-supervisor": "Alguien que dirige un equipo",
  "role-other": "Alguien",

  "talk-new": "Nuevo",
  "receipt-title": "Una prueba de que escribiste esto",
  "receipt-why":
    "Muestra que este mensaje llegó aquí, y en qué hora. No muestra lo que escribiste. Quien la encuentre sabe que escribiste aquí. Guárdala solo donde no mire nadie más.",
  "receipt-show": "Mostrar la prueba",
  "receipt-asking": "Un momento…",
  "receipt-label": "La prueba",
  "receipt-save": "Guardarla como archivo",
  "receipt-check": "Cualquier persona puede comprobarla en la página /ledger de este sitio.",
  "receipt-wrong": "Esta prueba no está bien, así que no la mostramos. Puedes decírnoslo en un mensaje.",
  "receipt-failed": "No se pudo hacer la prueba. Inténtalo otra vez dentro de un momento.",
  "file-looked-when": "{agency}, el {time}",
  "file-glass": "En una emergencia, alguien de {agency} abrió: {category}. Su razón: “{reason}”. {time}",
  "file-glass-title": "Abierto en una emergencia",
  "clock-early-support": "Tu primer apoyo debería empezar",
  "clock-consent-review": "Te preguntamos otra vez qué permites",
  "clock-referral-answer": "Los otros equipos deberían responder si pueden ayudar",
  "clock-reasonable-grounds": "La autoridad debería dar su primera respuesta",
  "clock-recovery-ends": "Tu tiempo de descanso termina. Puedes pedir más. Tu apoyo sigue",
  "clock-conclusive-grounds": "La autoridad debería decidir",
  "clock-reconsideration": "La nueva revisión de la decisión debería estar hecha",
  "clock-follow-up": "Te preguntamos cómo estás, si quieres",
  "clock-consent-disputed": "Revisamos el permiso que no diste",
  "clock-contact-change": "Anotamos tu nuevo contacto seguro",
  "clock-other": "Se debería hacer algo por ti",

  "state-contact": "ya nos conocemos",
  "state-contact-more": "Alguien te escucha. No hay nada decidido.",
  "state-screened": "hubo una primera conversación",
  "state-screened-more": "Sabemos un poco de lo que necesitas. Tú eliges qué viene después.",
  "state-early-support": "primer apoyo",
  "state-early-support-more": "Recibes apoyo ahora. No depende de ninguna decisión.",
  "state-referred": "se pidió ayuda a otros equipos",
  "state-referred-more": "Tu apoyo sigue mientras esperas su respuesta.",
  "state-reasonable-grounds": "una primera decisión",
  "state-reasonable-grounds-more": "La autoridad tiene razones para creer que necesitas protección.",
  "state-recovery": "tiempo para descansar",
  "state-recovery-more":
    "Tienes tiempo para descansar y pensar. Nadie tiene derecho a acortarlo. Puedes pedir más.",
  "state-conclusive-grounds": "la decisión principal",
  "state-conclusive-grounds-more":
    "La autoridad decide sobre tu protección. Si la respuesta es no, recibes las razones en tu idioma, y puedes pedir una nueva revisión.",
  "state-inclusion": "otra vez tu propia vida",
  "state-inclusion-more": "Casa, trabajo, papeles, escuela: seguimos contigo todo el tiempo que quieras.",
  "state-closed": "el expediente está cerrado",
  "state-closed-more": "Puedes volver en cualquier momento.",
  "state-follow-up": "te preguntamos cómo estás, de vez en cuando",
  "state-follow-up-more": "Solo si quieres.",
  "state-missing": "no sabemos dónde estás",
  "state-missing-more": "No tienes que decírnoslo. Si estás en peligro, pide ayuda por teléfono.",
  "state-withdrawn": "decidiste parar",
  "state-withdrawn-more": "Es tu derecho. Puedes volver en cualquier momento.",
  "state-abroad": "estás en otro país",
  "state-abroad-more": "Si quieres, podemos encontrar a alguien allí.",
  "state-reopened": "el expediente está abierto otra vez",
  "state-reopened-more": "Seguimos desde donde estás ahora.",
  "state-reconsideration": "una nueva revisión de la decisión",
  "state-reconsideration-more": "Tu apoyo sigue mientras esperas.",
};
