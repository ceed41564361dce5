import type { Catalogue } from "../../../../core/texts/index.ts";
import type { AdviceKey } from "./advice-en.ts";

/** The same in Vietnamese, to bạn as in `vi.ts`. No native reader has checked it yet: see `reviews.ts`. */
export const adviceVi: Catalogue<AdviceKey> = {
  "home-title": "Bạn có thể nói chuyện với chúng tôi ở đây.",
  "home-lead":
    "Bạn không cần tên hay tài khoản. Bạn muốn nói nhiều hay ít cũng được. Bạn có thể dừng bất cứ lúc nào.",
  "home-choices": "Bạn muốn làm gì?",
  "choice-tell": "Kể với chúng tôi hoặc hỏi chúng tôi",
  "choice-tell-more": "Về bạn, hoặc về một người bạn biết",
  "choice-back": "Quay lại",
  "choice-back-more": "Với tám từ của bạn",
  "choice-happens": "Nếu tôi kể thì chuyện gì xảy ra?",
  "choice-happens-more": "Ai đọc, và họ được làm gì",
  "choice-help": "Tìm nơi giúp ở gần bạn",
  "choice-help-more": "Địa điểm, giờ mở cửa, ngôn ngữ",
  "choice-phone": "Điện thoại của tôi có an toàn không?",
  "choice-phone-more": "Người ở gần bạn có thể thấy gì",
  "keep-title": "Chúng tôi giữ những gì",
  "keep-words":
    "Những gì bạn viết, được khóa trên điện thoại này trước khi gửi. Chỉ những người trả lời bạn mới mở được.",
  "keep-hour": "Giờ bạn viết, không giữ phút. Chúng tôi xóa tất cả {days} ngày sau lần cuối bạn vào đây.",
  "keep-not-title": "Chúng tôi không giữ những gì",
  "keep-not-name": "Tên của bạn, trừ khi bạn viết ra.",
  "keep-not-phone": "Số điện thoại của bạn, bạn ở đâu, hay bạn dùng điện thoại nào.",
  "keep-not-here": "Bất cứ thứ gì trên điện thoại này.",
  "hide-title": "Những gì chúng tôi không giấu được",
  "hide-text":
    "Ai nhìn vào màn hình này cũng có thể đọc được. Một điện thoại đang bị theo dõi có thể cho thấy những gì bạn gõ.",
  "nowhere-title": "Không có gì ở địa chỉ này.",
  "nowhere-lead": "Có thể một chữ cái bị gõ nhầm. Trang đầu dẫn đến mọi nơi.",
  "foot-about": "Ai phụ trách trang này",

  "help-title": "Nơi giúp ở gần bạn",
  "help-lead": "Bạn có thể gọi cho những nơi này hoặc đến đó. Bạn không cần báo cho chúng tôi trước.",
  "help-place": "Thành phố hoặc thị trấn",
  "help-place-why": "Để chúng tôi hiện những nơi ở gần. Bạn có thể để trống.",
  "help-language": "Ngôn ngữ mà họ nói",
  "help-for": "Dành cho ai?",
  "help-any": "Tất cả",
  "help-open-only": "Chỉ những nơi đang mở cửa",
  "help-show": "Hiện các nơi",
  "help-count": "{count, plural, other {# nơi}}",
  "help-none": "Không có nơi nào phù hợp. Hãy thử để trống ô thành phố hoặc thị trấn.",
  "help-empty": "Ở đây chưa ghi nơi nào. Bạn có thể gọi số bên dưới, hoặc nói với chúng tôi bạn cần gì.",
  "help-open": "Đang mở cửa",
  "help-hours": "Giờ mở cửa",
  "help-speaks": "Họ nói",
  "help-welcome": "Dành cho",
  "help-where": "Ở đâu",
  "help-fees": "Chi phí",
  "help-free": "{count, plural, =0 {Không còn chỗ trống} other {# chỗ trống}}",
  "help-free-at": "tính đến ngày {date}",
  "help-hidden":
    "Để giữ an toàn cho mọi người, tên đường không hiện ở đây. Hãy gọi trước. Họ chỉ đường cho bạn.",
  "help-assured": "Đã kiểm tra ngày {date}",
  "help-reviewed": "Những người từng trải qua lúc khó khăn đã xem ngày {date}",
  "help-next": "Thêm các nơi khác",
  "help-before": "Các nơi trước đó",
  "welcome-women": "phụ nữ",
  "welcome-men": "đàn ông",
  "welcome-children": "trẻ em",
  "welcome-families": "gia đình",
  "welcome-lgbtiq": "người LGBTIQ+",
  "welcome-disabled": "người khuyết tật",
  "welcome-everyone": "mọi người",

  "about-title": "Ai phụ trách trang này",
  "about-lead":
    "Những người có công việc là giúp đỡ. Họ trả lời các câu hỏi về việc làm, nhà ở, giấy tờ và an toàn. Bạn thấy tên nhóm của họ khi bạn chọn viết.",
  "about-name": "Vì sao ở đây không có tên",
  "about-name-more": "Để người nhìn vào màn hình của bạn không vì thế mà biết bạn đang nói chuyện với ai.",
  "about-cannot": "Máy tính của chúng tôi không làm được gì",
  "about-cannot-more":
    "Nó giữ thư của bạn, nhưng không đọc được: nó không có chìa khóa. Bạn và những người trả lời có chìa khóa.",
  "about-could": "Kẻ đột nhập có thể làm gì",
  "about-could-more":
    "Kẻ trộm chép lại máy tính thì thấy các thư đã khóa và giờ của mỗi thư. Kẻ trộm thay đổi trang này thì có thể đọc những gì bạn viết sau đó.",
  "about-noticed": "Người khác sẽ nhận ra thế nào",
  "about-noticed-more":
    "Mỗi phần của trang này có trong một danh sách công khai, với dấu riêng. Người bên ngoài so trang với danh sách, hết lần này đến lần khác. Phần nào bị đổi thì dấu khác đi.",
  "about-you": "Bạn có thể làm gì",
  "about-you-more":
    "Nếu việc rất hệ trọng, hãy mở trang này bằng Tor Browser hoặc trên điện thoại không phải của bạn, và đừng ghi tên ai. Kẻ đột nhập cũng có thể giữ thư lại: nếu lâu không có câu trả lời, hãy hỏi cả nơi khác.",
  "about-list": "Xem danh sách công khai",

  "advice-from": "Điều này lấy từ đâu",
  "advice-own": "Những người làm ra trang này đã viết lại cách nó hoạt động.",
  "advice-written": "Viết ngày {date}. Sẽ có người xem lại trước ngày {until}.",
  "advice-signed": "{name} đã kiểm tra những lời này ngày {date}.",
  "advice-closed": "Chưa mở bằng tiếng này, vì chưa có người nói tiếng này từ nhỏ kiểm tra:",

  "choice-job": "Lời mời làm việc",
  "choice-job-more": "Cần xem gì trước khi nhận lời",
  "choice-rights": "Quyền của bạn",
  "choice-rights-more": "Nói cho dễ hiểu",
  "choice-children": "Về trẻ em",
  "choice-children-more": "Ai phải báo điều gì",
  "advice-counsel": "Chưa có luật sư xác nhận điều này.",

  "copy-title": "Lưu vào điện thoại của tôi",
  "copy-lead": "Bạn nhận một tệp gồm những gì đọc được ở đây. Tệp mở được khi không có mạng.",
  "copy-danger":
    "Ai mở được điện thoại của bạn đều có thể tìm thấy và đọc nó. Nếu có người xem điện thoại của bạn, đừng lưu.",
  "copy-traces":
    "Tệp có tên notes.html. Nó còn đó cho đến khi bạn xóa, cả trong danh sách tải xuống. Thoát sẽ mở trang trống; nút Quay lại có thể hiện lại nó.",
  "copy-get": "Lưu tệp ({size} kB)",
  "copy-name": "Ghi chú",
};
