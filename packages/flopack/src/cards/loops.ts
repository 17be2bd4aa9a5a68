/** Cards that become loops with a result: the name of each output, and what the loop step calls it. */
export const loopOutputs: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'list.map': { 'new list': 'list' },
  'list.filter': { list: 'list' },
  'list.reduce': { item: 'memo' },
  'object.map': { 'new list': 'list' },
}
