/** Where a text lies among the others, in bytes; the first is at 1, as PostgreSQL counts. */
export interface Place {
  at: number
  length: number
}

/**
 * Long texts of a batch, one after the other in one binary parameter. In JSON or in an array each would be escaped here
 * and unescaped there, which costs more than anything else that is done with it. In SQL: {@link textAt}.
 */
export function createBodies() {
  const texts: string[] = []
  let end = 0
  return {
    add: (text: string): Place => {
      const length = Buffer.byteLength(text)
      const at = end + 1
      texts.push(text)
      end += length
      return { at, length }
    },
    toBuffer: (): Buffer => Buffer.from(texts.join('')),
  }
}

/** SQL for the text at a place that two columns name; null where they are null. */
export function textAt(parameter: string, at: string, length: string): string {
  return `convert_from(substring(${parameter}::bytea from ${at} for ${length}), 'UTF8')`
}
