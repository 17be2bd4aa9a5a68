/** Something with a value: of a field, of a target inside a selection, or a constant. */
export type Operand =
  | { kind: 'text'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'null' }
  /** Keys into the event, as the System Log has it. */
  | { kind: 'field'; path: readonly string[]; type: 'text' | 'list' }
  /** A key of the target that a selection looks at. */
  | { kind: 'attribute'; key: string; type: 'text' }
  | Selection
  | { kind: 'size'; of: Operand }

/** `event.target.?[ … ]`, with the text between the brackets. */
export interface Selection {
  kind: 'selection'
  where: Expression
  source: string
}

/** Something that is true or false. */
export type Expression =
  | { kind: 'and' | 'or'; parts: readonly Expression[] }
  | { kind: 'compare'; operator: 'eq' | 'ne' | 'gt'; left: Operand; right: Operand }
  | { kind: 'contains'; of: Operand; text: string }
