import { applyChoices, readChoices } from "./choices.ts";

// Loaded in the head, before anything is painted.
applyChoices(document.documentElement, readChoices(localStorage, navigator.languages));
