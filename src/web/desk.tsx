import { createRoot } from "react-dom/client";

const root = document.getElementById("desk");
if (!root) throw new Error("The page has no place for the desk.");
createRoot(root).render(<p>…</p>);
