// JPK-06: what counts as the same person, and what the answer says about it.
import { describe, expect, it } from 'vitest';
import { readBirthDate } from '../src/matching/match-birth-date.ts';
import { type FormData, matchFourAttributes } from '../src/matching/match-four-attributes.ts';
import { attributes } from './test-authority.ts';

const match = (form: FormData, over: Partial<typeof attributes> = {}, renamed = new Map<string, string>()) =>
  matchFourAttributes(form, { ...attributes, ...over }, { renamedPlaces: renamed });

describe('names', () => {
  it.each([
    ['見本　太郎', '見本　太郎', 'equal', []],
    ['見本 太郎', '見本　太郎', 'normalised', ['width']],
    ['見本太郎', '見本　太郎', 'normalised', ['space']],
    ['髙橋　一郎', '高橋　一郎', 'normalised', ['variant-kanji']],
    ['渡邊　花子', '渡邉　花子', 'normalised', ['variant-kanji']],
    ['ﾐﾎﾝ ﾀﾛｳ', 'ミホン　タロウ', 'normalised', ['width']],
    ['葛󠄀城　一', '葛城　一', 'normalised', ['variation-selector']],
    ['𠮷野　一', '吉野　一', 'normalised', ['variant-kanji']],
  ])('%s and %s: %s', (form, name, result, steps) => {
    const report = match({ name: form }, { name, nameSubstitutes: '0'.repeat([...name].length) });
    expect(report.result).toBe(result);
    expect(report.fields.name).toMatchObject(result === 'equal' ? { result } : { result, steps });
  });

  it('keeps different people apart, and shows where', () => {
    expect(match({ name: '見本　次郎' }).fields.name).toEqual({
      result: 'different',
      difference: { at: 2, form: '次', certificate: '太' },
    });
    expect(match({ name: '斉藤　一' }, { name: '斎藤　一', nameSubstitutes: '0000' }).result).toBe('different');
    expect(match({ name: '' }).result).toBe('different');
  });

  it('lets a substitute stand for one other character, and nothing else', () => {
    const over = { name: '高原　一', nameSubstitutes: '1000' };
    expect(match({ name: '髜原　一' }, over).fields.name).toEqual({ result: 'normalised', steps: ['substitute-character'] });
    expect(match({ name: '髜川　一' }, over).result).toBe('different');
    expect(match({ name: '髜原　一' }, { ...over, nameSubstitutes: '0000' }).result).toBe('different');
  });
});

describe('addresses', () => {
  const address = '架空県汐凪市見本町１丁目２番３号';
  const same = (form: string, certificate = address, renamed = new Map<string, string>()) =>
    match({ address: form }, { address: certificate, addressSubstitutes: '0'.repeat([...certificate].length) }, renamed).fields.address;
  it.each([
    '架空県汐凪市見本町1-2-3',
    '架空県汐凪市見本町一丁目2番3号',
    '架空県汐凪市見本町１－２－３',
    '架空県汐凪市見本町1ー2ー3',
    '架空県汐凪市 見本町 1丁目 2番地の3',
    '汐凪市見本町1-2-3',
  ])('%s is the same place', (form) => {
    expect(same(form)).toMatchObject({ result: 'normalised' });
  });
  it('tells other places and says which steps were taken', () => {
    expect(same('架空県汐凪市見本町1-2-4')).toMatchObject({ result: 'different', difference: { form: '4', certificate: '3' } });
    expect(same('架空県汐凪市見本町12-3')).toMatchObject({ result: 'different' });
    expect(same('架空県汐凪市見本町1-23')).toMatchObject({ result: 'different' });
    expect(same('架空県汐凪市見本町1-2-3')).toEqual({ result: 'normalised', steps: expect.arrayContaining(['block-number']) });
    expect(same('架空県霞が関1-1', '架空県霞ヶ関１－１')).toMatchObject({
      result: 'normalised',
      steps: expect.arrayContaining(['place-kana']),
    });
    expect(same('架空県汐凪市見本町三十一番地', '架空県汐凪市見本町31番地')).toMatchObject({
      result: 'normalised',
      steps: ['kanji-numeral'],
    });
    expect(same('架空県旧浜町1-1', '架空県汐凪市旧浜1-1', new Map([['架空県旧浜町', '架空県汐凪市旧浜']]))).toEqual({
      result: 'normalised',
      steps: ['renamed-place'],
    });
    expect(same('架空県潮見郡大字北沢12', '架空県潮見郡北澤12')).toMatchObject({
      result: 'normalised',
      steps: expect.arrayContaining(['variant-kanji', 'aza']),
    });
  });
});

describe('birth dates and sex', () => {
  it('reads eras and refuses dates outside them', () => {
    expect(readBirthDate('昭和55年2月17日')).toBe('1980-02-17');
    expect(readBirthDate('Ｓ５５．２．１７')).toBe('1980-02-17');
    expect(readBirthDate('令和元年5月1日')).toBe('2019-05-01');
    expect(readBirthDate('平成31年5月1日')).toBeUndefined();
    expect(readBirthDate('1981-02-29')).toBeUndefined();
  });
  it('compares what is known and says what is not', () => {
    expect(match({ dateOfBirth: '1980-02-17' }).fields.dateOfBirth).toEqual({ result: 'equal' });
    expect(match({ dateOfBirth: '昭和55年2月17日' }).fields.dateOfBirth).toEqual({ result: 'normalised', steps: ['era'] });
    expect(match({ dateOfBirth: '1980-02-18' }).result).toBe('different');
    expect(match({ dateOfBirth: '1980-02-17' }, { dateOfBirth: '1980-02-00' }).fields.dateOfBirth).toEqual({
      result: 'normalised',
      steps: ['unknown-day'],
    });
    expect(match({ dateOfBirth: '1980-02-17' }, { dateOfBirth: '1980-00-00' }).fields.dateOfBirth).toEqual({
      result: 'normalised',
      steps: ['unknown-month', 'unknown-day'],
    });
    expect(match({ dateOfBirth: '1981-02-17' }, { dateOfBirth: '1980-00-00' }).result).toBe('different');
  });
  it('is as good as its worst field', () => {
    expect(match({ sex: '男', name: '見本　太郎' })).toMatchObject({
      result: 'normalised',
      fields: { sex: { steps: ['wording'] }, name: { result: 'equal' } },
    });
    expect(match({ sex: '2', name: '見本　太郎' }).result).toBe('different');
    expect(match({ sex: '1' }, { sex: '9' }).result).toBe('different');
  });
});
