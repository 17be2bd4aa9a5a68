import {
  autocompletion,
  closeBrackets,
  completionKeymap,
  type CompletionSource,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { yaml } from '@codemirror/lang-yaml'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { lintGutter, linter, lintKeymap, type Diagnostic } from '@codemirror/lint'
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search'
import type { Extension, Text } from '@codemirror/state'
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view'
import { checkFlowYaml, type Surroundings, type TextProblem } from '@keyway/engine'
import { yamlTexts } from '../../texts/yaml.ts'
import { completionsAt, type Known } from './completions.ts'
import { editorTheme } from './editor-theme.ts'

export interface EditorPorts {
  /** What is known now: it changes while the editor lives. */
  known: () => Known | null
  surroundings: () => Surroundings | null
  onWrite: (text: string) => void
}

/** Set on changes that come from the cards, which are not written back. */
export const fromCards = 'flow.cards'

const lintDelayMs = 250

/** The editor: YAML with marks where something is wrong, and offers of what fits. */
export function editorSetup({ known, surroundings, onWrite }: EditorPorts): Extension {
  const offer: CompletionSource = ({ state, pos, explicit }) => {
    const now = known()
    const found = now === null ? null : completionsAt(state.doc.toString(), pos, now)
    if (found === null || (!explicit && found.from === pos && !/[\s{.]$/.test(state.sliceDoc(pos - 1, pos))))
      return null
    return {
      from: found.from,
      options: found.options.map(({ label, detail, isKey }) => ({
        label,
        detail: detail.length > 60 ? `${detail.slice(0, 59)}…` : detail,
        apply: isKey ? `${label}: ` : label,
        type: isKey ? 'property' : 'constant',
      })),
      validFor: /^[\w.-]*$/,
    }
  }
  return [
    lineNumbers(),
    highlightActiveLineGutter(),
    foldGutter(),
    history(),
    drawSelection(),
    indentUnit.of('  '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightSelectionMatches(),
    yaml(),
    editorTheme,
    autocompletion({ override: [offer], icons: false, activateOnTyping: true }),
    linter((view) => diagnose(view.state.doc, surroundings()), { delay: lintDelayMs }),
    lintGutter(),
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': yamlTexts.editor,
      'aria-description': yamlTexts.help,
    }),
    EditorView.updateListener.of((update) => {
      const isOwn = update.transactions.some((transaction) => transaction.isUserEvent(fromCards))
      if (update.docChanged && !isOwn) onWrite(update.state.doc.toString())
    }),
    keymap.of([
      ...completionKeymap,
      ...lintKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      indentWithTab,
      ...defaultKeymap,
    ]),
  ]
}

function diagnose(doc: Text, surroundings: Surroundings | null): Diagnostic[] {
  if (surroundings === null) return []
  return checkFlowYaml(doc.toString(), surroundings).map((problem) => toDiagnostic(doc, problem))
}

/** A mark from the place to the end of the word or line that stands there. */
function toDiagnostic(doc: Text, { line, column, severity, message }: TextProblem): Diagnostic {
  const at = doc.line(Math.min(Math.max(line, 1), doc.lines))
  const from = Math.min(at.from + column - 1, at.to)
  const rest = doc.sliceString(from, at.to)
  const length = /^(?:"[^"]*"|'[^']*'|[^\s,}\]]+)/.exec(rest)?.[0].length ?? rest.length
  return { from, to: Math.max(from, Math.min(from + length, at.to)), severity, message }
}
