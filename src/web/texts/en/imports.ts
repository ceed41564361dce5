/** Bringing in a caseload from a file. */
export const imports = {
  "imports.title": "Bring in a caseload",
  "imports.lead":
    "From a file of another system or a spreadsheet. It is looked through first; nothing is kept until you say so.",
  "imports.form": "Where the file comes from",
  "imports.htcds": "HTCDS columns",
  "imports.primero": "Primero",
  "imports.empty-sheet": "Save an empty sheet with these columns",
  "imports.file": "The file",
  "imports.htcds-why":
    "CSV in UTF-8 or an Excel workbook, with the column names of IOM’s HTCDS 2.0 in its first row. At most 4 MiB and 2,000 people; your operator can bring in more.",
  "imports.primero-why":
    "Cases that Primero exported as JSON or CSV, not as Excel. At most 4 MiB and 2,000 people; your operator can bring in more.",
  "imports.looking": "Looking through the file.",
  "imports.would": "What would happen",
  "imports.counts":
    "{right, plural, =0 {No row} one {# row} other {# rows}} would become a case; {wrong, plural, =0 {none is} one {# is} other {# are}} refused.",
  "imports.refused": "Rows that are refused",
  "imports.row": "Row",
  "imports.column": "Column",
  "imports.mend": "What to change",
  "imports.whole-row": "the whole row",
  "imports.more": "{count, plural, one {# more cell} other {# more cells}} to mend. Mend these first.",
  "imports.left-out": "Columns that have no home here",
  "imports.left-out-say":
    "What stands there, or some of its answers, would not come along. Keep the export for it.",
  "imports.in-rows": "{count, plural, one {in # row} other {in # rows}}",
  "imports.what-of-them": "What becomes of them",
  "imports.leaves-out": "Leave these columns behind",
  "imports.bring": "{count, plural, one {Bring in # case} other {Bring in # cases}}",
  "imports.brought":
    "{count, plural, one {# case was} other {# cases were}} brought in. You lead them; nothing is shared with anyone.",
  "imports.what-then":
    "All of them or none: if something fails on the way, nothing stays. The people have no words yet and no consents: ask each of them. Delete the file afterwards.",
  "imports.known": "People whom you may know already",
  "imports.known-say":
    "They are called alike, or nearly, as the person of another case of your agency; it is on record there that you were told. Compare both, and keep them together if it is one person. At most 200 rows are named.",
  "imports.known-case": "Brought in",
  "imports.known-maybe": "Perhaps the same person as",
  "imports.known-compare": "Compare with {alias}",
  "imports.to-cases": "To the cases",
  "imports.wrong-columns": "These headings are unknown or stand there twice: {names}. Correct them.",
  "imports.no-columns":
    "No heading of the file is one that an import knows. Its first row must name the columns.",
  "imports.role":
    "None of your roles covers these columns for your purpose: {names}. Take them out, or let a colleague bring in the file.",
  "imports.not-csv":
    "Row {row} cannot be read: most likely a quote does not end. Mend it, and save the file in UTF-8.",
  "imports.empty-row": "The row holds nothing. Take it out.",
  "imports.cell-count": "More or fewer cells than the heading. Look for a comma or a quote that is missing.",
  "imports.no-consent": "The person has not agreed to this record. Ask them, or leave the row out.",
  "imports.bad-text": "Characters that are no text. Write the cell anew.",
  "imports.too-long": "Longer than the field takes. Shorten it.",
  "imports.not-a-date": "Write the day as 2026-11-23.",
  "imports.later-than-today": "The day lies ahead. Correct it.",
  "imports.not-a-number": "Write a number in digits.",
  "imports.out-of-range": "The number is beyond what can be. Correct it.",
  "imports.not-on-list": "Use the names of the values in HTCDS 2.0; several are joined by a semicolon.",
  "imports.not-a-country": "Use a code of ISO 3166 with two letters, such as NG.",
  "imports.not-a-language": "Use a code of ISO 639, such as eng or en.",
  "imports.not-yes-or-no": "Write TRUE or FALSE.",
  "imports.no-heading": "The cell stands under no heading. Name the column, or empty the cell.",
  "imports.broken-formula": "The cell shows an error of the spreadsheet. Write the value itself.",
  "imports.not-ours":
    "Someone else has this case now, or it is a second file of the same person. Leave the row out.",
  "imports.already-imported": "This very file was brought in already. Nothing was changed.",
  "imports.import-no-rows": "The file has no rows below its heading, or is empty. Nothing was kept.",
  "imports.import-too-large":
    "The file is larger than is taken here. Split it, or ask your operator to bring it in.",
  "imports.import-unreadable": "The file cannot be read. Save it anew, and choose it again.",
  "imports.import-primero-sheet":
    "Primero’s Excel export names its columns in the language of the site. Export the cases as CSV or JSON.",
  "imports.import-left-out": "Say first that the columns without a home are left behind.",
};
