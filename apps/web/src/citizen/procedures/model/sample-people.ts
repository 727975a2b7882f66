// Fictional people to try 手続き with, written for this project; no real person, address or number. Shown only where the demo says it is one.
import type { Facts } from './kept.ts';

export type SamplePerson = { readonly id: string; readonly name: { ja: string; en: string }; readonly facts: Facts };

const contracts = {
  electricity: true,
  gas: true,
  water: true,
  internet: true,
  mobile: true,
  nhk: true,
  bank: true,
  creditCard: true,
  lifeInsurance: true,
};
const card = { held: true, signingCert: true, healthInsuranceRegistered: true };

export const samplePeople: readonly SamplePerson[] = [
  {
    id: 'family',
    name: { ja: '会社員、配偶者と子ども2人（架空）', en: 'Employee with spouse and two children (fictional)' },
    facts: {
      person: {
        name: { full: '見本 太郎', kana: 'ミホン タロウ' },
        dateOfBirth: '1986-05-14',
        sex: 'male',
        nationality: 'JP',
        address: { text: '青嶺県汐凪市見本町1丁目2番3号', postalCode: '999-0001' },
        phone: '000-0000-0001',
        myNumberCard: card,
        publicMoneyAccountRegistered: true,
        sealRegistered: true,
        employment: {
          status: 'employee',
          employerName: '架空工業株式会社',
          hoursPerWeek: 40,
          employmentInsured: true,
          employmentInsuredMonths: 24,
        },
        healthInsurance: { type: 'kyokai-kenpo', insuredMonths: 120 },
        pension: { category: '2', receiving: false },
        tax: { residentTaxCollection: 'special' },
        drivingLicence: { held: true },
        passport: { held: true, expiry: '2030-03-31' },
        vehicles: [{ class: 'registered' }],
        dogs: 0,
        housing: { tenure: 'rented', ownsRealEstate: false },
        contracts: { ...contracts, fireInsurance: true, autoInsurance: true, securities: false },
      },
      household: {
        headIsSelf: true,
        selfIsMainEarner: true,
        needsChildcare: false,
        residentTaxExempt: false,
        benefits: ['child-allowance'],
        members: [
          { name: '見本 はな', relation: 'spouse', dateOfBirth: '1988-09-30', healthInsuranceDependent: true, pensionCategory: '3' },
          { name: '見本 あおい', relation: 'child', dateOfBirth: '2016-06-02', schoolStage: 'elementary', healthInsuranceDependent: true },
          { name: '見本 そら', relation: 'child', dateOfBirth: '2021-11-11', schoolStage: 'nursery', healthInsuranceDependent: true },
        ],
      },
    },
  },
  {
    id: 'alone',
    name: { ja: '自営業、ひとり暮らし（架空）', en: 'Self-employed, living alone (fictional)' },
    facts: {
      person: {
        name: { full: '見本 次子', kana: 'ミホン ツギコ' },
        dateOfBirth: '1995-02-03',
        sex: 'female',
        nationality: 'JP',
        address: { text: '青嶺県汐凪市架空通4番5号', postalCode: '999-0002' },
        myNumberCard: card,
        sealRegistered: false,
        employment: { status: 'selfEmployed', employmentInsured: false },
        healthInsurance: { type: 'kokuho' },
        pension: { category: '1', receiving: false },
        tax: { residentTaxCollection: 'ordinary' },
        drivingLicence: { held: true },
        passport: { held: false },
        vehicles: [],
        dogs: 1,
        housing: { tenure: 'rented', ownsRealEstate: false },
        contracts: { ...contracts, lifeInsurance: false, fireInsurance: true, autoInsurance: false, securities: false },
      },
      household: { headIsSelf: true, residentTaxExempt: false, needsChildcare: false, members: [] },
    },
  },
  {
    id: 'senior',
    name: { ja: '年金を受けている、夫婦ふたり（架空）', en: 'Receiving a pension, a couple (fictional)' },
    facts: {
      person: {
        name: { full: '見本 三郎', kana: 'ミホン サブロウ' },
        dateOfBirth: '1954-08-20',
        sex: 'male',
        nationality: 'JP',
        address: { text: '青嶺県汐凪市例示台6番7号', postalCode: '999-0003' },
        myNumberCard: card,
        sealRegistered: true,
        employment: { status: 'retired' },
        healthInsurance: { type: 'kokuho' },
        pension: { category: 'none', receiving: true },
        tax: { residentTaxCollection: 'ordinary' },
        drivingLicence: { held: false },
        passport: { held: false },
        vehicles: [],
        dogs: 0,
        housing: { tenure: 'owned', ownsRealEstate: true },
        contracts: { ...contracts, fireInsurance: true, autoInsurance: false, securities: true },
      },
      household: {
        headIsSelf: true,
        residentTaxExempt: true,
        needsChildcare: false,
        members: [{ name: '見本 うめ', relation: 'spouse', dateOfBirth: '1956-01-09', healthInsuranceType: 'kokuho' }],
      },
    },
  },
];
