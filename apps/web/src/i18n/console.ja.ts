export const consoleJa = { name: '発信コンソール' };
