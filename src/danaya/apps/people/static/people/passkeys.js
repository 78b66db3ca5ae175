// Shows the passkey buttons where this browser, on this address, can use passkeys; says so where one failed.
(function () {
  "use strict";
  if (window.PublicKeyCredential && window.isSecureContext) {
    document.querySelectorAll(".passkey[hidden]").forEach(function (part) { part.hidden = false; });
  }
  document.addEventListener("allauth.error", function (event) {
    event.preventDefault();
    var status = document.getElementById("status");
    var words = document.getElementById("passkey_failed");
    if (status && words) { status.textContent = words.textContent; }
  });
})();
