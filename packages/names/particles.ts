/**
 * Words that join names or address people and tell nobody apart, as `fold` writes them: articles, "son of", "mother of",
 * "of", titles.
 */
const PARTICLES = new Set(
  `al el ul ad as ar an bin bint ibn ben bar abu umm ould de da do dos du di del della la le van von der den ter zu und
   y e mr mrs ms dr prof sheikh shaikh haji hajji sayyid
   بن ابن بنت ابو ام ال ولد الشيخ الحاج
   בן בת אבו אל דה ואן פון
   бин ибн аль эль абу оглы кызы фон ван дер де`.split(/\s+/),
);

export const isParticle = (folded: string): boolean => PARTICLES.has(folded);
