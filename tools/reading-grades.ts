/** The school grade at which a text is read, by two published formulas: Flesch and Kincaid's, and Coleman and Liau's. */
export function readingGrades(text: string): { kincaidGrade: number; colemanLiauGrade: number } {
  const { sentences, words, syllables, letters } = measure(text);
  return {
    kincaidGrade: 0.39 * (words / sentences) + 11.8 * (syllables / words) - 15.59,
    colemanLiauGrade: 0.0588 * ((letters / words) * 100) - 0.296 * ((sentences / words) * 100) - 15.8,
  };
}

/** Sentences, words and syllables, counted as the two published formulas ask. */
function measure(text: string): { sentences: number; words: number; syllables: number; letters: number } {
  const words = text.match(/[A-Za-z’]+/g) ?? [];
  const sentences = Math.max(1, (text.match(/[.!?:]+(\s|$)/g) ?? []).length);
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word.toLowerCase()), 0);
  return { sentences, words: words.length, syllables, letters: words.join("").length };
}
const syllablesIn = (word: string): number =>
  Math.max(1, (word.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, "").match(/[aeiouy]{1,2}/g) ?? []).length);
