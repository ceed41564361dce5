export { compare } from "./compare.ts";
export { fold, NAME_LENGTH_MAX, NAME_WORDS_MAX, WORD_LENGTH_MAX } from "./fold.ts";
export { romanise } from "./romanise.ts";
export { skeletons } from "./skeleton.ts";
export { type Asked, asks, TOKENS_MAX, TOKENS_VERSION, tokens } from "./tokens.ts";
