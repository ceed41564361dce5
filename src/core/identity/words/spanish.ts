/**
 * 2,048 Spanish words for return words: common, concrete, calm; sorted by code point. After folding (`fold.ts`) no two are
 * the same and no two are one letter apart (added, left out, changed or swapped).
 *
 * UNREVIEWED: no named speaker has read this list yet. Read it before a first real mailbox exists: once words are
 * given out, no line here may change.
 */
export const spanishWords: readonly string[] = `
abajo abanico abarcar abedul abeja abeto abierto ablandar abono abrazo abrelatas abrigo abril
abrochar abuela abundante acabar acacia acampar aceite aceituna acelga acento aceptar acequia acera
acercar acertijo aclarar acolchar acomodar acompañar aconsejar acordar acordeón acróbata actitud
actividad actor actriz actual acuarela acuario acudir acuerdo acunar acuoso adaptar adecuado
adelante además adentro adivinar adjetivo admirar adorno adquirir adulto afable afición afilar
afuera agenda agitar agosto agradable agregar agrio agrupar agua aguacate agujero ahora ahorrar
ahumar aire aislante ajedrez ajustar alacena alameda albahaca albañil alcachofa alcanfor alcanzar
alcoba aldaba aldea alegre alegría alerce alero aleta alfabeto alfalfa alfarero alfiler alfombra
alforja alga algodón alguno aliento alisar aljibe almacén almendra almidón almohada almuerzo alondra
alpaca alpargata alpinismo alquilar altavoz altillo alto altura alubia alumno alzar amanecer amapola
amarillo amasar ambiente ameno amigo amistad amplio amueblar anaquel ancho ancla andamio andar andén
anfibio anguila anillo animal anoche anotar antena anterior antes antiguo antojo antílope anual
anuncio anzuelo anécdota anémona anís apagar aparador aparato aparecer apartar apellido apenas
apetito apicultor apio aplaudir aplauso aplicar apodo apoyar apreciar aprender apretar aprobar
apurar aquí arado araña arbolado arbusto arcilla arco arenque argolla arlequín armario armonía aroma
arpa arpegio arpillera arrancar arrecife arreglar arriba arrimar arroyo arroz arte artesano artista
artículo arándano ascensor asear asegurar asfalto asistir asombro aspecto aspirar astilla astro
astuto asunto atar atardecer atender aterrizar atlas atraer atravesar atún aula aumentar aunque
aurora autobús autopista avanzar avellana avena avenida aventura avestruz avispa avión ayer ayuda
azabache azada azafrán azahar azotea azucena azul azulejo azúcar aéreo añadir babero bacalao bahía
bailar bailarín baile bajar balanza balcón balde baldosa ballena balneario balsa bambú banana banco
bandeja banqueta barato barca barniz barquero barranco barrer barreño barril barro barítono base
bastante bastidor batata batería batido batir bañera bañista baúl bebé becerro begonia beige bello
bellota berenjena bermellón berza betún biberón bicicleta bicolor bien billete biombo bisagra
bisonte bistec bizcocho biznieto blando bloque blusa bobina bocadillo bola bolero boletín bolsillo
bolígrafo bombilla bombón bondad bonito boquerón bordar borde borrador bosque bostezo bote botella
botijo botánica botón bramido brasa bravo brazada breve brezo bricolaje brillar brillo brincar
broche bronce brotar bruma brusco brócoli brújula bucear bucle bueno buey bufanda bulbo bullicio
buque burbuja buscar butaca buzón buñuelo bálsamo báscula básico bóveda búfalo búho caballo cabaña
caber cable cabra cacahuete cacao cacerola cachorro cada cafetera café caimán calabacín calabaza
calamar calandria calcetín calcular caldera caldo callejón calma calor calzado caléndula camaleón
camarero cambiar caminar camino camisa camiseta camomila campana campeón campo canal canario canasta
canción candil canela cangrejo canguro canica canoa cantar cantero cantidad canto caoba capaz
caperuza capitán capote capítulo caracol caramelo cargar carillón carmín carnero carpeta carrera
carrete carroza carta cartulina cartón cascabel casero casi castaña castillo castor catarata catorce
catálogo cauce caucho caudal cavar caverna cazuela cebada cebolla ceder cedro celebrar celeste cena
centavo centeno centro cepillo cerca cereal cereza cerilla cerrar cerámica cesta chaleco champú
chaparrón charco charla chico chimenea chirimoya chispa chocolate choza chubasco churro cielo
ciencia ciento cierre ciervo cifra cigüeña cilindro cima cimiento cinco cincuenta cine cinta
cinturón ciprés ciruela ciudad claridad clarinete claro clarín clase clavel clavija cliente clásico
cobertizo cobija cobre cocción coche cocinar cocinero cocodrilo codorniz colador colchón colección
colegio colibrí coliflor colina colmena colmillo colocar columna columpio comadreja combinar comedia
comedor comenzar comer cometa comida comienzo compartir compañero completo componer compra compás
común concierto concurso confiar confitura congelar conocer conseguir consejo contener contento
contestar continuo convidar cooperar copiar coral corbata corcho cordel cordero cordón corneta
corona correa correcto corredor corriente cortar corteza cortina corzo cosa cosecha costura
cotidiano cotorra crear crecer crema cristal cromo croqueta crucero crujir cruzar cráter cría
crónica cuaderno cuadra cuadrado cuajada cualidad cuando cuarenta cuarto cubierta cubo cubrir
cuchara cucharón cuenco cuenta cuerda cuero cueva cuidado cuidar culinario cultivo cumbre cumplir
curioso curso cámara cáscara césped círculo cítara cómico cómodo cúpula dado danza debajo decidir
decir decorar dedal dedicar dejar delantal delfín delicado delicia demora derretir desatar desayuno
descalzo descansar describir descubrir desde desfile desierto deslizar desmontar despacio despejado
despensa despertar después destello destino desván detalle detrás devolver diadema diamante diario
dibujar dibujo diciembre diente diez diferente difícil digno dinámico directo dirigir disco diseño
disfraz disfrutar disolver distancia distinto divertir dividir diálogo doblar doble doce docena
domingo dorado dormir dragón ducha dulce dulzura duna durante durar duro dátil décimo dócil eclipse
edad edificio editar edredón eficaz ejemplo ejercicio elefante elegir elemento elevar elástico
embalse emblema embudo emoción empanada empapar empezar empinado emplear encaje encanto encender
enchufe encima encoger encontrar encuentro endulzar enebro energía enfocar enfriar enhebrar enjambre
enjuagar enlace enorme enrollar ensalada ensayar enseñar ensueño entero entonces entrada entrar
entrega envase enviar envolver epílogo equipaje equipo erizo erosión esbelto esbozo escalar escalera
escalón escama escarcha escarola escaso escena escenario escoba escritor escuadra escuchar escuela
escultor escurrir esencia esfera esfuerzo eslabón esmalte esmeralda esmero especia espejo esperanza
esperar espiga espinaca espiral esponja espuma espárrago esquina esquí estable estación estadio
estambre estanque estante estar estatua estaño estepa estilo estimar estornino estrecho estrella
estrenar estribo estropajo estuche estudiar estufa etapa eterno etiqueta eucalipto evento exacto
examen excelente excursión experto explicar explorar exponer expresar exquisito extender extenso
exterior fachada faena faisán falda faltar fama familia famoso fantasía faro fascinar favor febrero
fecha felino feliz feria festejar festival fibra fideo fiel fieltro fiesta figura fijar fijo fila
filigrana final fingir firme flamenco flan flauta fleco flexible flor florero flota fluir foco fogón
folio folleto fondo fontanero forma forro fortuna fragua frambuesa franela frase frecuente fregadero
fregar freno fresa fresco freír frontón fruncir fruta frutero frágil frío fuelle fuente fuerza
fundar furgoneta futuro fábrica fábula fácil fértil física fósforo fósil fútbol gabardina gacela
gafas gaita gajo galaxia galería galgo galleta gallina galope gamba gamuza ganado ganar ganso garaje
garbanzo garza gaseosa gastar gaveta gaviota gazpacho gemelo generoso genial genio gente geografía
geranio gesto gigante gimnasio girar girasol glaciar globo glorieta gofre golosina goma gorjeo
gorrión gotera grabar gracia gracioso grada gramo grande granero granito granja gratis graznar
grieta grifo gris grosella grueso grulla grupo gráfico grúa guante guapo guardar guardería guepardo
guijarro guinda guindilla guirnalda guisado guisante guitarra guión gárgola góndola haba habitar
hablar hacer hamaca hangar harina hebilla hebra hecho helada heladería helar helecho herbario
herencia hermano herrero hervir hidratar hiedra hierro higo higuera hilera hinojo historia hogar
hoja hojalata hollín honesto hongo horario horizonte hormiga hormigón hortaliza hortelano hotel
hueco huerta humano humedad humilde humo hábil hámster hélice héroe húmedo idea iglú igual iguana
iluminar ilusión ilustre imagen imaginar imitar impar importar imprenta impreso impulso imán incluir
incoloro indicar infancia infinito ingeniero ingenio iniciar inicio inmenso insecto inspirar
instante instituto intacto intentar interés invento invierno invitar isla islote izar jabalí jabón
jaguar jalea jamás jardinero jardín jarra jarrón jaspe jazmín jersey jilguero jinete jirafa jolgorio
jornada joven jovial joya jueves jugo juguete julio junco jungla juntar juventud kayak kilo
kilómetro kimono kiosco kiwi koala labor labrador labrar ladrillo lagarto lago laguna lana lancha
langosta larva lateral latón laurel lavabo lavanda leal lección leche lechuga lechón lectura leer
legumbre lejano lejos lema lenguado lenteja lento leopardo letra letrero levadura levantar leve
leyenda leñador león libre libreta libélula licuadora lienzo ligero lija limonada limpiar limpieza
limpio limón lince lindo linterna liquen lirio liso lista litera litoral litro llama llano llanta
llanura llave llavero llegar llover llovizna lluvia local locutor lodo lograr lombriz longitud lonja
loza lubina lucero lucir ludoteca luego lugar lujo luminoso lunes lupa lustrar lámina lámpara lápiz
léxico límite línea líquido maceta madeja madrina madroño madrugar maestro magia magnolia magnífico
malabar malecón malla manantial mandarina manejar manga manguera manija manivela manteca mantel
mantener manzana maní mapa mapache maratón maravilla marcar marea marfil margen marinero marisco
marmota martes martillo marzo mascota masticar matorral mayo mayúscula mazapán mazorca maíz mecedora
mecer medalla media mediano medusa mejillón mejor mejorar melaza melocotón melodía melón membrillo
memoria mencionar mensaje menta menudo menú mercado merecer merienda merluza mermelada mesa meseta
metal metro mezcla miga millón mimbre mimo mimosa mineral minuto mirador mirilla mirlo mitad
miércoles mochila moda modelo moderno modesto mojar molde moler molino momento moneda montaña montón
monumento moqueta morsa mosaico mosca mosquito mostaza mostrar moto mucho mudar mueble muestra mugir
multitud mundo mural murmullo museo mutuo muñeca mágico máquina mármol mástil método mínimo móvil
música nadador naipe naranja narciso narrar natural nave navegar neblina necesario nectarina negocio
nenúfar neutro nevado nevar nevera nido niebla nieto nieve ninguno nivel nobleza nogal nombre norte
nota noticia novedad novela noventa noviembre nube nublado nuevo nuez numeroso nunca nutria nácar
néctar níquel níspero número oasis obelisco objeto oboe obra observar obtener ocasión ochenta ocho
octavo octubre ocupar océano odisea oeste oferta oficina oficio ofrecer ojal oleaje olfato olivo
olmo olvidar once onda ondular opaco opinar oportuno orden ordenar orfebre oriente origen orilla
orquesta orquídea ortiga oruga orégano ostra otoño otro oveja ovillo oxígeno pabellón paciencia
padre paella paisaje pajarita pala palabra palacio palanca palangana palillo palmera paloma palomita
panadero panadería panda pandereta panorama pantalla pantalón pantano pantera pantufla papagayo
papilla paquete paraguas parar parche pardo pared pareja parpadeo parque parrilla partitura pasado
paseo pasta pastel patinar patrón patín pausa pavo payaso pañuelo pecera pedalear pedazo pedir
pegamento peinar peldaño pelota peluca peluche peluquero pelícano película pensar península peonza
pepino pepita pequeño percha perchero perdiz perezoso perfecto perfil perfume periódico perla
permiso pero persiana persona pesca petirrojo petunia piano picar piloto pimienta pincel pingüino
pintar pintura piragua pirámide pisada piscina pizarra pizca pizzería piña piñón placa planeta
plantar plato playero pliegue plomero plumaje plátano podar poema polea pollito polígono pomelo
poner popular porcelana portada portal portero portátil posible poste potaje pozo pradera preciso
preferir pregunta premio prenda preparar presente prima primavera primero princesa principio
probador producir profesor profundo programa promesa pronto propio proyecto prudente práctica
prólogo próximo puchero pueblo puerro puesto pulga pulir pulpo pulsera puntada puntual pupitre puré
puñado párrafo pétalo púrpura quedar querer queso quince quinto quiosco quizá racimo ración radio
rallador ramaje ranura raqueta rasgo rastrillo raya razón rebanada rebeca rebote recado receta
recibir reciente recién recoger recordar recorrer recreo recto recuerdo redactar redondo reducir
refinar reflejo refresco refrán regadera regalar regalo región regla regreso reina rejilla relajar
relato relevo relieve reloj relámpago remar remendar remo remolacha remolcar remolino remover
renacer rendija renglón repartir repasar repetir repisa reposo reptil requesón resbalar reserva
respirar responder resultado resumen retama retoño retrato reunir revista revés ribera rico riego
rienda rincón risa ritmo rizado robar robot robusto roca rocoso rocío rodaja rodillo rojo rollo
romero rompeolas rosado rosal rosquilla rotonda rotulador rubio rueda ruido ruiseñor rumbo rutina
rábano rápido sabio sabroso salir salmón salud salvia sandalia sandía sardina sartén sastre satélite
saxofón sazonar secar seda segundo seguro seis selva semana sembrar semilla semáforo sencillo
sendero sentar sentido separar sepia sereno serie serrucho serrín sesenta señal señor siembra
siempre sierra siete siglo siguiente silbar silbato silla silueta silvestre simple sincero sinfonía
sistema sitio situar sobrino social solapa soldar soleado solfeo sombra sombrero sombrilla sonar
sonido sonreír sonrisa sopa soplar soporte soprano sorbete sorbo sorpresa sorteo sosegar suave subir
sudadera suelo suerte suma superar surco sureste surgir surtidor susurro sutil suéter sábado sémola
sésamo símbolo súper tabla tablero taburete tacto tafetán taladro talento taller tallo tamaño tambor
tampoco tapar tapete tapia tapicero tapón taquilla tarde tarifa tarjeta taxi taza teatro tecla
teclado tejado tejedor tejer tejón telaraña telegrama teléfono tenaza tenis teoría tercero terminar
ternura terraza tertulia tesoro tetera texto tibio tiempo tierno tiesto tigre tijera tinaja tintero
tiovivo tirante toalla tobogán tocador tocino todavía toldo tomate tomillo topacio tormenta tornillo
toronja torre torta tostada total trabajar tractor traje trampolín tranquilo trapecio trasladar
travieso trece treinta tren trepar triciclo trigo trineo triple triunfo triángulo trompeta tronco
tropezar trote trozo trueno trufa trébol tubería tucán tulipán turbina turismo turno turquesa turrón
técnica témpano tímido típico títere título tómbola túnel túnica ubicar umbral unidad uniforme unir
universo urbano urraca usar usual utensilio utilizar vaciar vagón vainilla vaivén vajilla valer
valle vals vapor vaquero vara variedad vaso vecino vegetal vehículo veinte vela velero veloz
vendaval venir ventaja veranear verbena verdad vereda verter vestido viajar vibrar vida vidrio viejo
viernes vinagre vinilo viruta visera visible vistoso vitamina vitrina vivero vivir vivo volante
volcán voltear volumen volver vuelta válido válvula yate yegua yeso yoga yogur zaguán zambullir
zanahoria zancada zanja zapatero zarpar zarzamora zona zoológico zumbido zurcir zócalo ágil álamo
álbum ámbar ángulo árbol áspero ático época éxito índice ópera óptimo óvalo óxido último único
`
  .trim()
  .split(/\s+/);
