/** A place in the grid, counted from 0. */
export interface Cell {
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
}

/** Where a key leads from a cell; undefined for keys that move nothing. The edge of the grid is the end. */
export function moveBy(key: string, { row, column }: Cell, size: GridSize): Cell | undefined {
  const goals: Record<string, Cell> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row, column: 0 },
    End: { row, column: size.columns - 1 },
    PageUp: { row: row - 20, column },
    PageDown: { row: row + 20, column },
  }
  const goal = goals[key]
  return goal === undefined ? undefined : within(goal, size)
}

/** The next cell in reading order, or the one before; it stays at the last and the first. */
export function nextCell({ row, column }: Cell, size: GridSize, step: 1 | -1): Cell {
  const at = row * size.columns + column + step
  const last = size.rows * size.columns - 1
  const bounded = Math.min(Math.max(at, 0), last)
  return { row: Math.floor(bounded / size.columns), column: bounded % size.columns }
}

/** Cells as spreadsheets put them on the clipboard: lines, with tabs between cells. */
export function parseCells(text: string): string[][] {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'))
}

export interface Pasted {
  /** Texts by column name for rows that are there, by their place. */
  changed: { row: number; texts: Record<string, string> }[]
  /** Texts for rows that have to be added. */
  added: Record<string, string>[]
  /** How many cells lie to the right of the last column. */
  dropped: number
}

/** What pasted cells do to a grid from a cell on, to the right and downwards. */
export function spread(
  cells: readonly (readonly string[])[],
  at: Cell,
  { rows, columns }: { rows: number; columns: readonly string[] },
): Pasted {
  const changed: Pasted['changed'] = []
  const added: Pasted['added'] = []
  let dropped = 0
  for (const [line, texts] of cells.entries()) {
    const row = at.row + line
    const room = columns.slice(at.column)
    dropped += Math.max(0, texts.length - room.length)
    const named = Object.fromEntries(
      room.slice(0, texts.length).map((name, index) => [name, texts[index] ?? '']),
    )
    if (row < rows) changed.push({ row, texts: named })
    else added.push(named)
  }
  return { changed, added, dropped }
}

function within({ row, column }: Cell, { rows, columns }: GridSize): Cell {
  return {
    row: Math.min(Math.max(row, 0), rows - 1),
    column: Math.min(Math.max(column, 0), columns - 1),
  }
}
