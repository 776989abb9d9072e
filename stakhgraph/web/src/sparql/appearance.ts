// How the query looks in the editor: its theme, its colours, and the mark of a fault.

import { HighlightStyle } from "@codemirror/language";
import { type EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import type { Fault } from "./results.ts";

export const theme = EditorView.theme({
  "&": { fontSize: "0.9rem", color: "var(--ink)", backgroundColor: "var(--raised)", border: "1px solid var(--quiet)", borderRadius: "4px" },
  "&.cm-focused": { outline: "3px solid var(--focus)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5", minHeight: "14rem", maxHeight: "22rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--paper)", color: "var(--quiet)", borderRight: "1px solid var(--line)" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--line) 35%, transparent)" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { background: "color-mix(in srgb, var(--focus) 30%, transparent) !important" },
  ".cm-matchingBracket": { outline: "1px solid var(--quiet)", backgroundColor: "transparent" },
  ".cm-fault": { textDecoration: "underline wavy var(--rejects) 2px", textUnderlineOffset: "3px" },
  ".cm-faultline": { backgroundColor: "color-mix(in srgb, var(--rejects) 14%, transparent)" },
});

/** Colours by the kind of word, in the variables of the site's style. */
export const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.definitionKeyword], color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.special(tags.variableName)], color: "var(--affirms)" },
  { tag: [tags.string, tags.number, tags.bool], color: "var(--rejects)" },
  { tag: [tags.comment, tags.lineComment], color: "var(--quiet)", fontStyle: "italic" },
  { tag: [tags.namespace, tags.propertyName, tags.url, tags.labelName], color: "var(--qualifies)" },
]);

/** Marks the place of a fault in the text; null removes the mark. */
export const markFault = StateEffect.define<Fault | null>();
export const faultMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(set, change) {
    for (const effect of change.effects) {
      if (effect.is(markFault)) return effect.value ? underline(change.state, effect.value) : Decoration.none;
    }
    return change.docChanged ? Decoration.none : set;
  },
  provide: (field) => EditorView.decorations.from(field),
});

function underline(state: EditorState, { line, column }: Fault): DecorationSet {
  if (line < 1 || line > state.doc.lines) return Decoration.none;
  const at = state.doc.line(line);
  const from = Math.min(at.from + Math.max(column - 1, 0), Math.max(at.to - 1, at.from));
  const word = /^[^\s{}();,]+/.exec(state.sliceDoc(from, at.to))?.[0].length ?? 1;
  const to = Math.min(from + word, at.to);
  const row = Decoration.line({ class: "cm-faultline" }).range(at.from);
  return Decoration.set(to > from ? [row, Decoration.mark({ class: "cm-fault" }).range(from, to)] : [row]);
}
