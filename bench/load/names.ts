/**
 * How people are called in a filled State. An agency meets people of three origins, and in each a few names are very
 * frequent, as they are in life: a rare name is found at once, a frequent one is what a search has to bear.
 */

interface Origin {
  readonly given: readonly string[];
  readonly families: readonly string[];
}

const words = (text: string): string[] => text.split(" ");

const ORIGINS: readonly Origin[] = [
  {
    given: words(
      "Blessing Joy Ifeoma Precious Amaka Chiamaka Emeka Chidi Tunde Ngozi Adaeze Osas Itohan Kelechi",
    ),
    families: words(
      "Okafor Eze Osagie Bello Okonkwo Nwosu Adeyemi Ibrahim Ehigiator Obi Umeh Balogun Idahosa",
    ),
  },
  {
    given: words("Nguyet Linh Mai Thanh Hoa Lan Minh Duc Huong Thuy Phuong Trang Tuan Quang"),
    families: words("Nguyen Tran Le Pham Hoang Phan Vu Dang Bui Do Ho Ngo Duong"),
  },
  {
    given: words(
      "Fatima Aisha Mariam Mohammed Ahmed Ali Hassan Khadija Zainab Omar Yusuf Layla Samira Ibrahim",
    ),
    families: words(
      "Mohammed Ahmed Ali Hassan Hussein Ibrahim Khalil Haddad Mansour Saleh Nasser Farah Osman",
    ),
  },
  {
    given: words(
      "Elena Ioana Maria Andreea Mihai Andrei Cristina Gabriela Alexandru Florin Daniela Simona Ana Bianca",
    ),
    families: words(
      "Popescu Ionescu Dumitru Stan Radu Munteanu Constantin Matei Marin Rusu Lazar Ciobanu Toma",
    ),
  },
  {
    given: words("Selam Rahwa Luwam Yonas Filmon Hiwot Meron Dawit Bekele Abeba Tsega Senait Natnael Ruta"),
    families: words(
      "Tesfay Haile Gebremedhin Tekle Berhane Kidane Alemu Tadesse Woldu Mebrahtu Habte Asmelash Desta",
    ),
  },
  {
    given: words(
      "Maricel Jasmine Luz Rosario Jun Rodel Analyn Marites Cherry Grace Jocelyn Arnel Rowena Liza",
    ),
    families: words(
      "Santos Reyes Cruz Bautista Ocampo Garcia Mendoza Torres Flores Ramos Aquino Navarro Salazar",
    ),
  },
  {
    given: words(
      "Nasrin Shirin Rafiq Kamal Fatema Sultana Rokeya Jahanara Shahida Monir Salma Ruma Taslima Hasan",
    ),
    families: words("Akter Hossain Begum Islam Khatun Rahman Uddin Ahmed Miah Sarker Chowdhury Mondal Das"),
  },
];
const ORIGINS_EACH = 3;

/** The name of a person of an agency. @param drawn three numbers from 0 to 1 */
export function nameOf(agency: number, drawn: readonly [number, number, number]): string {
  const origin = ORIGINS[(agency + Math.floor(drawn[0] * ORIGINS_EACH)) % ORIGINS.length];
  if (!origin) throw new Error("there is no origin");
  return `${frequentOf(origin.given, drawn[1])} ${frequentOf(origin.families, drawn[2])}`;
}

/** The n-th of a list is drawn in proportion to 1/n: of thirteen the first is nearly a third. */
function frequentOf(list: readonly string[], drawn: number): string {
  const all = list.reduce((sum, _, nth) => sum + 1 / (nth + 1), 0);
  let upTo = 0;
  for (const [nth, name] of list.entries()) {
    upTo += 1 / (nth + 1) / all;
    if (drawn < upTo) return name;
  }
  throw new Error("there is no name");
}
