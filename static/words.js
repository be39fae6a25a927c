/* Streamlit's own words (tool tips, menus, upload box) in the language of the page. Streamlit has no such setting.
   Only exact phrases are exchanged, in texts and labels, in both directions when the visitor changes the language. */
(() => {
  const PHRASES = {
    "Skip to main content": "Lompat ke isi utama",
    "Sidebar": "Bilah samping",
    "Sidebar Logo": "Logo",
    "Collapse sidebar": "Tutup bilah samping",
    "Expand sidebar": "Buka bilah samping",
    "Navigate to home page": "Ke halaman utama",
    "App pages": "Halaman aplikasi",
    "Main menu": "Menu utama",
    "View more": "Tampilkan lagi",
    "View less": "Tampilkan lebih sedikit",
    "Open": "Buka",
    "Close": "Tutup",
    "Clear value": "Kosongkan",
    "Clear selection": "Batalkan pilihan",
    "Clear all": "Kosongkan semua",
    "Select all": "Pilih semua",
    "Choose an option": "Pilih satu",
    "Choose options": "Pilih",
    "No results": "Tidak ditemukan",
    "No options": "Tidak ada pilihan",
    "No options to select": "Tidak ada pilihan",
    "Type to search": "Ketik untuk mencari",
    "Selected values": "Nilai terpilih",
    "Press Enter to apply": "Tekan Enter untuk menerapkan",
    "Press Enter to submit form": "Tekan Enter untuk mengirim",
    "Link to heading": "Tautan ke judul ini",
    "Copied": "Tersalin",
    "Copy to clipboard": "Salin",
    "Copy": "Salin",
    "Show/hide columns": "Tampilkan/sembunyikan kolom",
    "Download as CSV": "Unduh sebagai CSV",
    "Search": "Cari",
    "Close Search": "Tutup pencarian",
    "Next Result": "Hasil berikutnya",
    "Previous Result": "Hasil sebelumnya",
    "Fullscreen": "Layar penuh",
    "Close fullscreen": "Keluar dari layar penuh",
    "Sort ascending": "Urutkan naik",
    "Sort descending": "Urutkan turun",
    "Remove sorting": "Hapus urutan",
    "Format": "Format",
    "Autosize": "Lebar otomatis",
    "Statistics": "Statistik",
    "Pin column": "Sematkan kolom",
    "Unpin column": "Lepas sematan kolom",
    "Hide column": "Sembunyikan kolom",
    "Copy column name": "Salin nama kolom",
    "Show data": "Tampilkan data",
    "Show chart": "Tampilkan grafik",
    "Upload": "Unggah",
    "Upload files": "Unggah berkas",
    "Browse files": "Pilih berkas",
    "file upload": "unggah berkas",
    "Drag and drop file here": "Seret berkas ke sini",
    "Drag and drop files here": "Seret berkas ke sini",
    "Drop file here": "Lepas berkas di sini",
    "Only one file is allowed.": "Hanya satu berkas.",
    "Delete": "Hapus",
    "Too large, or too many uploads at once. Put some away or try again in a few minutes.":
      "Terlalu besar, atau terlalu banyak unggahan sekaligus. Singkirkan sebagian atau ulangi beberapa menit lagi.",
    "The server has no room for the file. Tell whoever runs it.":
      "Peladen tidak punya tempat untuk berkas ini. Beri tahu pengelola.",
    "Remove file": "Hapus berkas",
    "Retry": "Coba lagi",
    "Cancel": "Batal",
    "Running...": "Sedang dihitung…",
    "Stopping...": "Dihentikan…",
    "Stop": "Hentikan",
    "Loading...": "Memuat…",
    "Connecting": "Menyambung",
    "Please wait...": "Mohon tunggu…",
    "Connection error": "Sambungan terputus",
    "Page not found": "Halaman tidak ditemukan",
    "The page that you have requested does not seem to exist. Running the app's main page.":
      "Halaman yang diminta tidak ada. Halaman utama ditampilkan.",
    "Help": "Bantuan",
    "Print": "Cetak",
    "Rerun": "Muat ulang",
    "Settings": "Pengaturan",
    "Theme": "Tema",
    "Light": "Terang",
    "Dark": "Gelap",
    "Use system setting": "Ikuti sistem",
  };
  const PATTERNS = [
    [/^Help for (.+)$/, "Bantuan untuk $1", /^Bantuan untuk (.+)$/, "Help for $1"],
    [/^(\d+)(MB|KB|GB) per file$/, "$1 $2 per berkas", /^(\d+) (MB|KB|GB) per berkas$/, "$1$2 per file"],
    [/^Limit (\d+)(MB|KB|GB) per file(.*)$/, "Paling besar $1 $2 per berkas$3",
      /^Paling besar (\d+) (MB|KB|GB) per berkas(.*)$/, "Limit $1$2 per file$3"],
    [/^(.+) file must be (\d+(?:\.\d+)?(?:MB|KB|GB)) or smaller\.$/, "Berkas $1 paling besar $2.",
      /^Berkas (.+) paling besar (\S+)\.$/, "$1 file must be $2 or smaller."],
    [/^(.+) files are not allowed\.$/, "Berkas $1 tidak diterima.", /^Berkas (.+) tidak diterima\.$/,
      "$1 files are not allowed."],
    [/^Remove (.+)$/, "Hapus $1", /^Hapus (.+)$/, "Remove $1"],
    [/^(.+) — start$/, "$1 — awal", /^(.+) — awal$/, "$1 — start"],
    [/^(.+) — end$/, "$1 — akhir", /^(.+) — akhir$/, "$1 — end"],
    [/^(\d+) results?$/, "$1 hasil", /^(\d+) hasil$/, "$1 results"],
  ];
  const FAILURES = {  // what the upload box says of an answer, in words
    "AxiosError: Request failed with status code 413":
      "Too large, or too many uploads at once. Put some away or try again in a few minutes.",
    "AxiosError: Request failed with status code 507": "The server has no room for the file. Tell whoever runs it.",
  };
  const BACK = Object.fromEntries(Object.entries(PHRASES).map(([english, indonesian]) => [indonesian, english]));
  const LABELS = ["aria-label", "title", "placeholder", "alt"];
  const SKIPPED = new Set(["SCRIPT", "STYLE", "TEXTAREA", "CODE", "PRE"]);

  const isEnglish = () => /[?&]lang=en/i.test(window.location.search);

  function exchanged(words) {
    const english = isEnglish();
    const bare = words.trim();
    if (FAILURES[bare]) return english ? FAILURES[bare] : PHRASES[FAILURES[bare]];
    const known = (english ? BACK : PHRASES)[bare];
    if (known) return words.replace(bare, known);
    for (const [from, to, back, forth] of PATTERNS) {
      if (!english && from.test(bare)) return words.replace(bare, bare.replace(from, to));
      if (english && back.test(bare)) return words.replace(bare, bare.replace(back, forth));
    }
    const label = bare.match(/^([^:]+): (.+)$/);  // the label of a tool bar's button ends with the table's name
    const first = label && (english ? BACK : PHRASES)[label[1]];
    return first ? `${first}: ${label[2]}` : words;
  }

  function exchangeText(node) {
    const parent = node.parentElement;
    if (!parent || SKIPPED.has(parent.tagName) || parent.closest("svg, canvas")) return;
    const ours = parent.closest('[data-testid="stMarkdownContainer"]') && !parent.closest('[data-testid="stFileUploaderDropzone"]');
    if (ours) return;
    const words = exchanged(node.nodeValue);
    if (words !== node.nodeValue) node.nodeValue = words;
  }

  function exchangeLabels(element) {
    for (const name of LABELS) {
      const value = element.getAttribute(name);
      if (!value) continue;
      const words = exchanged(value);
      if (words !== value) element.setAttribute(name, words);
    }
  }

  function silence(icon) {  // its name, such as "science", is drawn as a picture and would be read out
    icon.setAttribute("aria-hidden", "true");
  }

  function exchangeAll(root) {
    if (root.nodeType === Node.TEXT_NODE) return exchangeText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    exchangeLabels(root);
    root.querySelectorAll('[data-testid="stIconMaterial"]').forEach(silence);
    root.querySelectorAll(LABELS.map((name) => `[${name}]`).join(",")).forEach(exchangeLabels);
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) exchangeText(texts.currentNode);
  }

  function follow(records) {
    for (const record of records) {
      if (record.type === "characterData") exchangeText(record.target);
      else if (record.type === "attributes") exchangeLabels(record.target);
      else record.addedNodes.forEach(exchangeAll);
    }
  }

  let english = null;
  function settle() {
    if (isEnglish() === english) return;
    english = isEnglish();
    document.documentElement.lang = english ? "en" : "id";
    exchangeAll(document.body);
  }

  for (const name of ["pushState", "replaceState"]) {
    const original = history[name];
    history[name] = function (...given) {
      const result = original.apply(this, given);
      settle();
      return result;
    };
  }
  window.addEventListener("popstate", settle);
  new MutationObserver(follow).observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: LABELS,
  });
  settle();
})();
