import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

/** Letters that Unicode does not take apart, as passports write them (ICAO 9303). */
const plain: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  ı: 'i',
  þ: 'th',
  Þ: 'TH',
  ð: 'd',
  Ð: 'D',
}

export const removeAccents = defineCard({
  id: 'text.remove_accents',
  title: 'Remove Accents',
  description:
    'Latin letters without their accents, as logins and host names need them. Other scripts stay as they are.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ output: z.string() }),
  examples: [
    { input: { text: 'Zoë Łukasz Müller-Strauß' }, output: { output: 'Zoe Lukasz Muller-Strauss' } },
    { title: 'other scripts', input: { text: '山田 Ø' }, output: { output: '山田 O' } },
    { title: 'no text', input: {}, output: { output: '' } },
  ],
  run: ({ text }) => ({
    output: text
      .normalize('NFD')
      .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
      .normalize('NFC')
      .replace(/[ßæÆœŒøØđĐłŁıþÞðÐ]/g, (letter) => plain[letter] ?? letter),
  }),
})
