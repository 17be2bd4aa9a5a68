import { expect, test } from 'vitest'
import { toCsvLine } from './csv.ts'

test('values are quoted where they must be', () => {
  const format = { delimiter: ',', guardFormulas: false }
  expect(toCsvLine(['a', 'b;c', 'd,"e"'], format)).toBe('a,b;c,"d,""e"""\r\n')
  expect(toCsvLine([1.5, true, null], format)).toBe('1.5,true,\r\n')
  expect(toCsvLine(['x\ny', '', { a: [1] }], format)).toBe('"x\ny",,"{""a"":[1]}"\r\n')
  expect(toCsvLine(['a', 'b;c', 'd,"e"'], { ...format, delimiter: ';' })).toBe('a;"b;c";"d,""e"""\r\n')
  expect(toCsvLine([null], format)).toBe('""\r\n')
})

test('texts that look like formulas go out as they are, or with a guard', () => {
  const values = ['=1+1', '+1', '-1', '@x', '\t=1', -1, 'a=b']
  const format = { delimiter: ',', guardFormulas: false }
  expect(toCsvLine(values, format)).toBe('=1+1,+1,-1,@x,\t=1,-1,a=b\r\n')
  expect(toCsvLine(values, { ...format, guardFormulas: true })).toBe("'=1+1,'+1,'-1,'@x,'\t=1,-1,a=b\r\n")
})
