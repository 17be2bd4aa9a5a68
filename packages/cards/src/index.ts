import type { Card } from '@keyway/sdk'
import { base64Decode as textBase64Decode } from './text/base64-decode.ts'
import { base64Encode as textBase64Encode } from './text/base64-encode.ts'
import { compose as textCompose } from './text/compose.ts'
import { concat as textConcat } from './text/concat.ts'
import { findEmail as textFindEmail } from './text/find-email.ts'
import { find as textFind } from './text/find.ts'
import { lastIndexOf as textLastIndexOf } from './text/last-index-of.ts'
import { length as textLength } from './text/length.ts'
import { match as textMatch } from './text/match.ts'
import { random as textRandom } from './text/random.ts'
import { replaceAny as textReplaceAny } from './text/replace-any.ts'
import { replace as textReplace } from './text/replace.ts'
import { split as textSplit } from './text/split.ts'
import { substring as textSubstring } from './text/substring.ts'
import { toLowerCase as textToLowerCase } from './text/to-lower-case.ts'
import { toUpperCase as textToUpperCase } from './text/to-upper-case.ts'
import { trim as textTrim } from './text/trim.ts'
import { at as listAt } from './list/at.ts'
import { collapse as listCollapse } from './list/collapse.ts'
import { construct as listConstruct } from './list/construct.ts'
import { difference as listDifference } from './list/difference.ts'
import { filterBy as listFilterBy } from './list/filter-by.ts'
import { findBy as listFindBy } from './list/find-by.ts'
import { flatten as listFlatten } from './list/flatten.ts'
import { includes as listIncludes } from './list/includes.ts'
import { intersection as listIntersection } from './list/intersection.ts'
import { join as listJoin } from './list/join.ts'
import { length as listLength } from './list/length.ts'
import { pluck as listPluck } from './list/pluck.ts'
import { pop as listPop } from './list/pop.ts'
import { push as listPush } from './list/push.ts'
import { reverse as listReverse } from './list/reverse.ts'
import { sample as listSample } from './list/sample.ts'
import { shift as listShift } from './list/shift.ts'
import { slice as listSlice } from './list/slice.ts'
import { sortBy as listSortBy } from './list/sort-by.ts'
import { union as listUnion } from './list/union.ts'
import { uniqueBy as listUniqueBy } from './list/unique-by.ts'
import { clearEmpty as objectClearEmpty } from './object/clear-empty.ts'
import { construct as objectConstruct } from './object/construct.ts'
import { getMultiple as objectGetMultiple } from './object/get-multiple.ts'
import { entries as objectEntries } from './object/entries.ts'
import { get as objectGet } from './object/get.ts'
import { keys as objectKeys } from './object/keys.ts'
import { merge as objectMerge } from './object/merge.ts'
import { set as objectSet } from './object/set.ts'
import { values as objectValues } from './object/values.ts'
import { add as numberAdd } from './number/add.ts'
import { ceil as numberCeil } from './number/ceil.ts'
import { divide as numberDivide } from './number/divide.ts'
import { floor as numberFloor } from './number/floor.ts'
import { formula as numberFormula } from './number/formula.ts'
import { multiply as numberMultiply } from './number/multiply.ts'
import { random as numberRandom } from './number/random.ts'
import { round as numberRound } from './number/round.ts'
import { subtract as numberSubtract } from './number/subtract.ts'
import { and as booleanAnd } from './boolean/and.ts'
import { compare as booleanCompare } from './boolean/compare.ts'
import { not as booleanNot } from './boolean/not.ts'
import { or as booleanOr } from './boolean/or.ts'
import { xor as booleanXor } from './boolean/xor.ts'
import { add as dateAdd } from './date/add.ts'
import { convert as dateConvert } from './date/convert.ts'
import { diff as dateDiff } from './date/diff.ts'
import { epoch as dateEpoch } from './date/epoch.ts'
import { format as dateFormat } from './date/format.ts'
import { now as dateNow } from './date/now.ts'
import { parse as dateParse } from './date/parse.ts'
import { subtract as dateSubtract } from './date/subtract.ts'
import { unix as dateUnix } from './date/unix.ts'
import { parse as jsonParse } from './json/parse.ts'
import { stringify as jsonStringify } from './json/stringify.ts'
import { assignIf as flowAssignIf } from './flow/assign-if.ts'
import { assign as flowAssign } from './flow/assign.ts'
import { lookup as flowLookup } from './flow/lookup.ts'
import { hash as cryptoHash } from './crypto/hash.ts'
import { hmac as cryptoHmac } from './crypto/hmac.ts'
import { signJwt as cryptoSignJwt } from './crypto/sign-jwt.ts'
import { encodeComponent as urlEncodeComponent } from './url/encode-component.ts'

/** Every function card. */
export const cards: readonly Card[] = [
  textBase64Decode,
  textBase64Encode,
  textCompose,
  textConcat,
  textFindEmail,
  textFind,
  textLastIndexOf,
  textLength,
  textMatch,
  textRandom,
  textReplaceAny,
  textReplace,
  textSplit,
  textSubstring,
  textToLowerCase,
  textToUpperCase,
  textTrim,
  listAt,
  listCollapse,
  listConstruct,
  listDifference,
  listFilterBy,
  listFindBy,
  listFlatten,
  listIncludes,
  listIntersection,
  listJoin,
  listLength,
  listPluck,
  listPop,
  listPush,
  listReverse,
  listSample,
  listShift,
  listSlice,
  listSortBy,
  listUnion,
  listUniqueBy,
  objectClearEmpty,
  objectConstruct,
  objectEntries,
  objectGetMultiple,
  objectGet,
  objectKeys,
  objectMerge,
  objectSet,
  objectValues,
  numberAdd,
  numberCeil,
  numberDivide,
  numberFloor,
  numberFormula,
  numberMultiply,
  numberRandom,
  numberRound,
  numberSubtract,
  booleanAnd,
  booleanCompare,
  booleanNot,
  booleanOr,
  booleanXor,
  dateAdd,
  dateConvert,
  dateDiff,
  dateEpoch,
  dateFormat,
  dateNow,
  dateParse,
  dateSubtract,
  dateUnix,
  jsonParse,
  jsonStringify,
  flowAssignIf,
  flowAssign,
  flowLookup,
  cryptoHash,
  cryptoHmac,
  cryptoSignJwt,
  urlEncodeComponent,
]
