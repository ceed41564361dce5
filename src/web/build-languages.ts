import type { Plugin } from "esbuild";
import { LANGUAGES } from "../core/texts/index.ts";

/** react-aria carries its few own words in 34 languages; a page is never shown in most of them. */
const WORDS_OF_THE_LIBRARY =
  /[\\/]react-aria[^\\/]*[\\/].*[\\/]intl[\\/].*[\\/]([a-z]{2})-[A-Z]{2}\.(m?js|cjs)$/;

/** Leaves out the library's words in languages that our pages are not written in. */
export const onlyOurLanguages: Plugin = {
  name: "only-our-languages",
  setup: ({ onLoad }) => {
    onLoad({ filter: WORDS_OF_THE_LIBRARY }, ({ path }) => {
      const language = WORDS_OF_THE_LIBRARY.exec(path)?.[1];
      const isOurs = LANGUAGES.some((known) => known === language);
      return isOurs ? undefined : { contents: "export default {};", loader: "js" };
    });
  },
};
