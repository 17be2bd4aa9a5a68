import type { Card } from '@keyway/sdk'
import { at as textAt } from './text/at.ts'
import { base32Decode as textBase32Decode } from './text/base32-decode.ts'
import { base32Encode as textBase32Encode } from './text/base32-encode.ts'
import { base64Decode as textBase64Decode } from './text/base64-decode.ts'
import { base64Encode as textBase64Encode } from './text/base64-encode.ts'
import { compose as textCompose } from './text/compose.ts'
import { concat as textConcat } from './text/concat.ts'
import { contains as textContains } from './text/contains.ts'
import { count as textCount } from './text/count.ts'
import { endsWith as textEndsWith } from './text/ends-with.ts'
import { escapeHtml as textEscapeHtml } from './text/escape-html.ts'
import { extractAllPatterns as textExtractAllPatterns } from './text/extract-all-patterns.ts'
import { extractPattern as textExtractPattern } from './text/extract-pattern.ts'
import { findEmail as textFindEmail } from './text/find-email.ts'
import { findPhone as textFindPhone } from './text/find-phone.ts'
import { findUrl as textFindUrl } from './text/find-url.ts'
import { find as textFind } from './text/find.ts'
import { hexDecode as textHexDecode } from './text/hex-decode.ts'
import { hexEncode as textHexEncode } from './text/hex-encode.ts'
import { lastIndexOf as textLastIndexOf } from './text/last-index-of.ts'
import { length as textLength } from './text/length.ts'
import { match as textMatch } from './text/match.ts'
import { pad as textPad } from './text/pad.ts'
import { random as textRandom } from './text/random.ts'
import { removeAccents as textRemoveAccents } from './text/remove-accents.ts'
import { repeat as textRepeat } from './text/repeat.ts'
import { replaceAny as textReplaceAny } from './text/replace-any.ts'
import { replacePattern as textReplacePattern } from './text/replace-pattern.ts'
import { replace as textReplace } from './text/replace.ts'
import { reverse as textReverse } from './text/reverse.ts'
import { splitByPattern as textSplitByPattern } from './text/split-by-pattern.ts'
import { split as textSplit } from './text/split.ts'
import { startsWith as textStartsWith } from './text/starts-with.ts'
import { substring as textSubstring } from './text/substring.ts'
import { testPattern as textTestPattern } from './text/test-pattern.ts'
import { toLowerCase as textToLowerCase } from './text/to-lower-case.ts'
import { toTitleCase as textToTitleCase } from './text/to-title-case.ts'
import { toUpperCase as textToUpperCase } from './text/to-upper-case.ts'
import { trim as textTrim } from './text/trim.ts'
import { truncate as textTruncate } from './text/truncate.ts'
import { uniqueId as textUniqueId } from './text/unique-id.ts'
import { at as listAt } from './list/at.ts'
import { average as listAverage } from './list/average.ts'
import { chunk as listChunk } from './list/chunk.ts'
import { clearEmpty as listClearEmpty } from './list/clear-empty.ts'
import { collapse as listCollapse } from './list/collapse.ts'
import { concat as listConcat } from './list/concat.ts'
import { construct as listConstruct } from './list/construct.ts'
import { count as listCount } from './list/count.ts'
import { difference as listDifference } from './list/difference.ts'
import { filterBy as listFilterBy } from './list/filter-by.ts'
import { findBy as listFindBy } from './list/find-by.ts'
import { flatten as listFlatten } from './list/flatten.ts'
import { groupBy as listGroupBy } from './list/group-by.ts'
import { includes as listIncludes } from './list/includes.ts'
import { indexBy as listIndexBy } from './list/index-by.ts'
import { indexOf as listIndexOf } from './list/index-of.ts'
import { insertAt as listInsertAt } from './list/insert-at.ts'
import { intersection as listIntersection } from './list/intersection.ts'
import { join as listJoin } from './list/join.ts'
import { length as listLength } from './list/length.ts'
import { maximum as listMaximum } from './list/maximum.ts'
import { minimum as listMinimum } from './list/minimum.ts'
import { partition as listPartition } from './list/partition.ts'
import { pluck as listPluck } from './list/pluck.ts'
import { pop as listPop } from './list/pop.ts'
import { push as listPush } from './list/push.ts'
import { range as listRange } from './list/range.ts'
import { removeAt as listRemoveAt } from './list/remove-at.ts'
import { replaceAt as listReplaceAt } from './list/replace-at.ts'
import { reverse as listReverse } from './list/reverse.ts'
import { sample as listSample } from './list/sample.ts'
import { shift as listShift } from './list/shift.ts'
import { shuffle as listShuffle } from './list/shuffle.ts'
import { slice as listSlice } from './list/slice.ts'
import { sortBy as listSortBy } from './list/sort-by.ts'
import { sum as listSum } from './list/sum.ts'
import { union as listUnion } from './list/union.ts'
import { uniqueBy as listUniqueBy } from './list/unique-by.ts'
import { unshift as listUnshift } from './list/unshift.ts'
import { unzip as listUnzip } from './list/unzip.ts'
import { zip as listZip } from './list/zip.ts'
import { clearEmpty as objectClearEmpty } from './object/clear-empty.ts'
import { collapse as objectCollapse } from './object/collapse.ts'
import { construct as objectConstruct } from './object/construct.ts'
import { diff as objectDiff } from './object/diff.ts'
import { entries as objectEntries } from './object/entries.ts'
import { filterBy as objectFilterBy } from './object/filter-by.ts'
import { flatten as objectFlatten } from './object/flatten.ts'
import { getMultiple as objectGetMultiple } from './object/get-multiple.ts'
import { get as objectGet } from './object/get.ts'
import { hasKey as objectHasKey } from './object/has-key.ts'
import { keys as objectKeys } from './object/keys.ts'
import { mergeDeep as objectMergeDeep } from './object/merge-deep.ts'
import { merge as objectMerge } from './object/merge.ts'
import { move as objectMove } from './object/move.ts'
import { omitKeys as objectOmitKeys } from './object/omit-keys.ts'
import { pickKeys as objectPickKeys } from './object/pick-keys.ts'
import { set as objectSet } from './object/set.ts'
import { size as objectSize } from './object/size.ts'
import { unset as objectUnset } from './object/unset.ts'
import { unzip as objectUnzip } from './object/unzip.ts'
import { values as objectValues } from './object/values.ts'
import { zip as objectZip } from './object/zip.ts'
import { absolute as numberAbsolute } from './number/absolute.ts'
import { add as numberAdd } from './number/add.ts'
import { ceil as numberCeil } from './number/ceil.ts'
import { clamp as numberClamp } from './number/clamp.ts'
import { divide as numberDivide } from './number/divide.ts'
import { exponent as numberExponent } from './number/exponent.ts'
import { factorial as numberFactorial } from './number/factorial.ts'
import { floor as numberFloor } from './number/floor.ts'
import { format as numberFormat } from './number/format.ts'
import { formula as numberFormula } from './number/formula.ts'
import { increment as numberIncrement } from './number/increment.ts'
import { logarithm as numberLogarithm } from './number/logarithm.ts'
import { maximum as numberMaximum } from './number/maximum.ts'
import { minimum as numberMinimum } from './number/minimum.ts'
import { multiply as numberMultiply } from './number/multiply.ts'
import { parse as numberParse } from './number/parse.ts'
import { percentage as numberPercentage } from './number/percentage.ts'
import { power as numberPower } from './number/power.ts'
import { random as numberRandom } from './number/random.ts'
import { remainder as numberRemainder } from './number/remainder.ts'
import { round as numberRound } from './number/round.ts'
import { sign as numberSign } from './number/sign.ts'
import { squareRoot as numberSquareRoot } from './number/square-root.ts'
import { subtract as numberSubtract } from './number/subtract.ts'
import { truncate as numberTruncate } from './number/truncate.ts'
import { and as booleanAnd } from './boolean/and.ts'
import { compare as booleanCompare } from './boolean/compare.ts'
import { isEmpty as booleanIsEmpty } from './boolean/is-empty.ts'
import { isType as booleanIsType } from './boolean/is-type.ts'
import { nand as booleanNand } from './boolean/nand.ts'
import { nor as booleanNor } from './boolean/nor.ts'
import { not as booleanNot } from './boolean/not.ts'
import { or as booleanOr } from './boolean/or.ts'
import { xnor as booleanXnor } from './boolean/xnor.ts'
import { xor as booleanXor } from './boolean/xor.ts'
import { addBusinessDays as dateAddBusinessDays } from './date/add-business-days.ts'
import { add as dateAdd } from './date/add.ts'
import { convert as dateConvert } from './date/convert.ts'
import { countBusinessDays as dateCountBusinessDays } from './date/count-business-days.ts'
import { diff as dateDiff } from './date/diff.ts'
import { endOf as dateEndOf } from './date/end-of.ts'
import { epoch as dateEpoch } from './date/epoch.ts'
import { format as dateFormat } from './date/format.ts'
import { fromEpoch as dateFromEpoch } from './date/from-epoch.ts'
import { fromParts as dateFromParts } from './date/from-parts.ts'
import { fromUnix as dateFromUnix } from './date/from-unix.ts'
import { getParts as dateGetParts } from './date/get-parts.ts'
import { isAfter as dateIsAfter } from './date/is-after.ts'
import { isBefore as dateIsBefore } from './date/is-before.ts'
import { isBetween as dateIsBetween } from './date/is-between.ts'
import { isBusinessDay as dateIsBusinessDay } from './date/is-business-day.ts'
import { now as dateNow } from './date/now.ts'
import { parse as dateParse } from './date/parse.ts'
import { startOf as dateStartOf } from './date/start-of.ts'
import { subtract as dateSubtract } from './date/subtract.ts'
import { toIso as dateToIso } from './date/to-iso.ts'
import { toZone as dateToZone } from './date/to-zone.ts'
import { unix as dateUnix } from './date/unix.ts'
import { parse as jsonParse } from './json/parse.ts'
import { stringify as jsonStringify } from './json/stringify.ts'
import { build as xmlBuild } from './xml/build.ts'
import { parse as xmlParse } from './xml/parse.ts'
import { build as csvBuild } from './csv/build.ts'
import { parse as csvParse } from './csv/parse.ts'
import { assignIf as flowAssignIf } from './flow/assign-if.ts'
import { assign as flowAssign } from './flow/assign.ts'
import { lookup as flowLookup } from './flow/lookup.ts'
import { decodeJwt as cryptoDecodeJwt } from './crypto/decode-jwt.ts'
import { decryptLegacy as cryptoDecryptLegacy } from './crypto/decrypt-legacy.ts'
import { decrypt as cryptoDecrypt } from './crypto/decrypt.ts'
import { encryptLegacy as cryptoEncryptLegacy } from './crypto/encrypt-legacy.ts'
import { encrypt as cryptoEncrypt } from './crypto/encrypt.ts'
import { hash as cryptoHash } from './crypto/hash.ts'
import { hmac as cryptoHmac } from './crypto/hmac.ts'
import { signJwt as cryptoSignJwt } from './crypto/sign-jwt.ts'
import { sign as cryptoSign } from './crypto/sign.ts'
import { verifyHmac as cryptoVerifyHmac } from './crypto/verify-hmac.ts'
import { verifyJwt as cryptoVerifyJwt } from './crypto/verify-jwt.ts'
import { verify as cryptoVerify } from './crypto/verify.ts'
import { decodeComponent as urlDecodeComponent } from './url/decode-component.ts'
import { decodeQuery as urlDecodeQuery } from './url/decode-query.ts'
import { encodeComponent as urlEncodeComponent } from './url/encode-component.ts'
import { encodeQuery as urlEncodeQuery } from './url/encode-query.ts'
import { format as urlFormat } from './url/format.ts'
import { parse as urlParse } from './url/parse.ts'
import { resolve as urlResolve } from './url/resolve.ts'

/** Every function card. */
export { readXml, type XmlOptions } from './xml-reader.ts'

export const cards: readonly Card[] = [
  textAt,
  textBase32Decode,
  textBase32Encode,
  textBase64Decode,
  textBase64Encode,
  textCompose,
  textConcat,
  textContains,
  textCount,
  textEndsWith,
  textEscapeHtml,
  textExtractAllPatterns,
  textExtractPattern,
  textFindEmail,
  textFindPhone,
  textFindUrl,
  textFind,
  textHexDecode,
  textHexEncode,
  textLastIndexOf,
  textLength,
  textMatch,
  textPad,
  textRandom,
  textRemoveAccents,
  textRepeat,
  textReplaceAny,
  textReplacePattern,
  textReplace,
  textReverse,
  textSplitByPattern,
  textSplit,
  textStartsWith,
  textSubstring,
  textTestPattern,
  textToLowerCase,
  textToTitleCase,
  textToUpperCase,
  textTrim,
  textTruncate,
  textUniqueId,
  listAt,
  listAverage,
  listChunk,
  listClearEmpty,
  listCollapse,
  listConcat,
  listConstruct,
  listCount,
  listDifference,
  listFilterBy,
  listFindBy,
  listFlatten,
  listGroupBy,
  listIncludes,
  listIndexBy,
  listIndexOf,
  listInsertAt,
  listIntersection,
  listJoin,
  listLength,
  listMaximum,
  listMinimum,
  listPartition,
  listPluck,
  listPop,
  listPush,
  listRange,
  listRemoveAt,
  listReplaceAt,
  listReverse,
  listSample,
  listShift,
  listShuffle,
  listSlice,
  listSortBy,
  listSum,
  listUnion,
  listUniqueBy,
  listUnshift,
  listUnzip,
  listZip,
  objectClearEmpty,
  objectCollapse,
  objectConstruct,
  objectDiff,
  objectEntries,
  objectFilterBy,
  objectFlatten,
  objectGetMultiple,
  objectGet,
  objectHasKey,
  objectKeys,
  objectMergeDeep,
  objectMerge,
  objectMove,
  objectOmitKeys,
  objectPickKeys,
  objectSet,
  objectSize,
  objectUnset,
  objectUnzip,
  objectValues,
  objectZip,
  numberAbsolute,
  numberAdd,
  numberCeil,
  numberClamp,
  numberDivide,
  numberExponent,
  numberFactorial,
  numberFloor,
  numberFormat,
  numberFormula,
  numberIncrement,
  numberLogarithm,
  numberMaximum,
  numberMinimum,
  numberMultiply,
  numberParse,
  numberPercentage,
  numberPower,
  numberRandom,
  numberRemainder,
  numberRound,
  numberSign,
  numberSquareRoot,
  numberSubtract,
  numberTruncate,
  booleanAnd,
  booleanCompare,
  booleanIsEmpty,
  booleanIsType,
  booleanNand,
  booleanNor,
  booleanNot,
  booleanOr,
  booleanXnor,
  booleanXor,
  dateAddBusinessDays,
  dateAdd,
  dateConvert,
  dateCountBusinessDays,
  dateDiff,
  dateEndOf,
  dateEpoch,
  dateFormat,
  dateFromEpoch,
  dateFromParts,
  dateFromUnix,
  dateGetParts,
  dateIsAfter,
  dateIsBefore,
  dateIsBetween,
  dateIsBusinessDay,
  dateNow,
  dateParse,
  dateStartOf,
  dateSubtract,
  dateToIso,
  dateToZone,
  dateUnix,
  jsonParse,
  jsonStringify,
  xmlBuild,
  xmlParse,
  csvBuild,
  csvParse,
  flowAssignIf,
  flowAssign,
  flowLookup,
  cryptoDecodeJwt,
  cryptoDecryptLegacy,
  cryptoDecrypt,
  cryptoEncryptLegacy,
  cryptoEncrypt,
  cryptoHash,
  cryptoHmac,
  cryptoSignJwt,
  cryptoSign,
  cryptoVerifyHmac,
  cryptoVerifyJwt,
  cryptoVerify,
  urlDecodeComponent,
  urlDecodeQuery,
  urlEncodeComponent,
  urlEncodeQuery,
  urlFormat,
  urlParse,
  urlResolve,
]
