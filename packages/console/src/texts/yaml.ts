/** Words of the YAML view of a flow. */
export const yamlTexts = {
  views: 'How the flow is shown',
  cards: 'Cards',
  yaml: 'YAML',
  both: 'Both',
  edit: 'Change in YAML',
  editor: 'Flow as YAML',
  help: 'Control and space offers what fits. Escape and then Tab leaves the editor.',
  broken: 'The text is no flow yet; the flow stays as it was.',
  stale:
    'The text is no flow, and the flow was changed on its cards meanwhile: mending the text takes that back.',
  readAgain: 'Write it anew from the flow',
  fault: (line: number, column: number, message: string) => `Line ${line}, column ${column}: ${message}`,
}
