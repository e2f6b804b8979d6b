export const normalizeAccountId = (id) => id.replace(/[^\w-]/g, "-");
